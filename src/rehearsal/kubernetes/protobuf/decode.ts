import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isList, isObject, type Json, type JsonObject } from '../objects/json.ts';
import { type MessageField, messageNamed, messageNameOf } from './message-table.ts';
import { bytesOf, last, scalars, textOf } from './scalars.ts';
import { readFields, type WireValue } from './wire.ts';

/** The media type in which kubectl sends the objects that it makes itself. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

const magic = Buffer.from('k8s\0');

/**
 * Reads an object that was sent as protobuf: `k8s\0`, then a runtime.Unknown that names its kind and wraps it.
 * A kind that is not in the table gets 415, and what is no such message 400.
 */
export function decodeObject(body: Buffer): ApiResult<JsonObject> {
  const unknown = body.subarray(0, magic.length).equals(magic)
    ? readFields(body.subarray(magic.length))
    : undefined;
  const typeMeta = readFields(bytesOf(last(unknown, 1)));
  if (unknown === undefined || typeMeta === undefined) return malformed();
  const apiVersion = textOf(last(typeMeta, 1));
  const kind = textOf(last(typeMeta, 2));
  const message = messageNamed(messageNameOf(apiVersion, kind));
  if (message === undefined) {
    return refused(
      'UnsupportedMediaType',
      `the simulation does not read ${kind} (${apiVersion}) as ${protobufType}; send it as JSON`,
    );
  }
  const object = decodeMessage(message, bytesOf(last(unknown, 2)));
  return object === undefined ? malformed() : done({ apiVersion, kind, ...object });
}

function malformed(): ReturnType<typeof refused> {
  return refused('BadRequest', 'the body of the request is not a protobuf message of Kubernetes');
}

/** Undefined: the bytes are no message. */
function decodeMessage(message: readonly MessageField[], bytes: Buffer): JsonObject | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  const entries: [string, Json][] = [];
  for (const field of message) {
    const value = decodeField(field, fields.get(field.number) ?? []);
    if (value === undefined) return undefined;
    if (field.shape === 'inline') entries.push(...Object.entries(isObject(value) ? value : {}));
    else if (value !== absent) entries.push([field.name, value]);
  }
  return Object.fromEntries(entries);
}

/** Stands for a field that JSON leaves out. */
const absent = Symbol('absent');

function decodeField(field: MessageField, values: readonly WireValue[]): Json | typeof absent | undefined {
  switch (field.shape) {
    case 'list':
      return values.length === 0
        ? nothing(field)
        : every(values.map((value) => decodeValue(field.type, value)));
    case 'map':
      return values.length === 0 ? nothing(field) : decodeMap(field.type, values);
    case 'one':
    case 'inline':
      return decodeOne(field, values.at(-1));
  }
}

function nothing({ when }: MessageField): null | typeof absent {
  return when === 'always' ? null : absent;
}

/** As Go's encoder has it: a struct is never left out, a pointer is where it is nil, another value where it is empty. */
function decodeOne(field: MessageField, value: WireValue | undefined): Json | typeof absent | undefined {
  if (field.when === 'sent' && value === undefined) return absent;
  const decoded = decodeValue(field.type, value);
  return field.when === 'filled' && isEmpty(field.type, decoded) ? absent : decoded;
}

function isEmpty(type: string, value: Json | undefined): boolean {
  // A zero IntOrString is a struct in Go and would be told as 0; nobody means port 0 or a target of 0 by it.
  const plain =
    type === 'string' || type === 'int' || type === 'bool' || type === 'bytes' || type === 'IntOrString';
  return plain && (value === '' || value === 0 || value === false);
}

function decodeValue(type: string, value: WireValue | undefined): Json | undefined {
  const scalar = scalars[type];
  if (scalar !== undefined) return scalar(value);
  const message = messageNamed(type);
  return message === undefined ? undefined : decodeMessage(message, bytesOf(value));
}

/** A map is a list of messages with the key as field 1 and the value as field 2. */
function decodeMap(type: string, values: readonly WireValue[]): Json | undefined {
  const entries = every(
    values.map((value) => {
      const entry = readFields(bytesOf(value));
      const decoded = entry === undefined ? undefined : decodeValue(type, last(entry, 2));
      return decoded === undefined ? undefined : [textOf(last(entry, 1)), decoded];
    }),
  );
  return entries === undefined ? undefined : Object.fromEntries(entries.flatMap(pairOf));
}

function pairOf(entry: Json): readonly (readonly [string, Json])[] {
  const [key, value] = isList(entry) ? entry : [];
  return typeof key === 'string' && value !== undefined ? [[key, value]] : [];
}

function every(values: readonly (Json | undefined)[]): readonly Json[] | undefined {
  const known = values.flatMap((value) => (value === undefined ? [] : [value]));
  return known.length === values.length ? known : undefined;
}
