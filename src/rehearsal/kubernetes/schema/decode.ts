import { isList, isObject, type Json, type JsonObject } from '../objects/json.ts';
import { amountOf } from '../../../steps/manifest/quantity.ts';
import { fieldTypesOf, type FieldType, goNameOf, isModel } from './field-types.ts';

/** What became of a value that was sent: what the type has no field for is left out and named. */
export interface Decoded {
  readonly value: JsonObject;
  /** Such as `spec.template.spec.containers[0].imagee`. */
  readonly unknown: readonly string[];
  /** Why the value can't be read at all, in the words of Go's decoder. */
  readonly problem?: string;
}

/** Where the decoder is: the path with indexes, the path as Go tells it, and the struct that has the field. */
interface Place {
  readonly path: string;
  readonly goPath: string;
  readonly struct: string;
}

interface Findings {
  readonly unknown: string[];
  readonly problems: string[];
}

/** Reads an object by its model, such as `V1Deployment`; where the model is not known, it is taken as it is. */
export function decoded(model: string, object: JsonObject): Decoded {
  if (!isModel(model)) return { value: object, unknown: [] };
  const findings: Findings = { unknown: [], problems: [] };
  const value = readStruct(model, object, { path: '', goPath: '', struct: '' }, findings);
  const [problem] = findings.problems;
  return { value, unknown: findings.unknown, ...(problem === undefined ? {} : { problem }) };
}

function readStruct(model: string, object: JsonObject, place: Place, findings: Findings): JsonObject {
  const types = fieldTypesOf(model);
  const struct = goNameOf(model);
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const type = types.get(key);
      const path = place.path === '' ? key : `${place.path}.${key}`;
      if (type === undefined) {
        findings.unknown.push(path);
        return [];
      }
      const goPath = place.goPath === '' ? key : `${place.goPath}.${key}`;
      return [[key, readValue(type, value, { path, goPath, struct }, findings)] as const];
    }),
  );
}

function readValue(type: FieldType, value: Json, place: Place, findings: Findings): Json {
  if (value === null) return value;
  switch (type.shape) {
    case 'list':
      if (!isList(value)) return mistaken(type, value, place, findings);
      return value.map((item, index) =>
        readValue(type.of, item, { ...place, path: `${place.path}[${String(index)}]` }, findings),
      );
    case 'map':
      if (!isObject(value)) return mistaken(type, value, place, findings);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          readValue(type.of, item, { ...place, path: `${place.path}.${key}` }, findings),
        ]),
      );
    case 'struct':
      if (!isObject(value)) return mistaken(type, value, place, findings);
      return readStruct(type.model, value, place, findings);
    case 'plain':
      return readPlain(type, value, place, findings);
  }
}

const quantityRule =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function readPlain(
  type: Extract<FieldType, { shape: 'plain' }>,
  value: Json,
  place: Place,
  findings: Findings,
): Json {
  if (type.name === 'quantity') {
    if (amountOf(value) === undefined) findings.problems.push(quantityRule);
    return value;
  }
  return fits(type.name, value) ? value : mistaken(type, value, place, findings);
}

function fits(name: string, value: Json): boolean {
  switch (name) {
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number';
    case 'int32':
    case 'int64':
      return typeof value === 'number' && Number.isInteger(value);
    case 'string':
      return typeof value === 'string';
    case 'IntOrString':
      return typeof value === 'number' || typeof value === 'string';
    default:
      return true;
  }
}

function mistaken(type: FieldType, value: Json, { goPath, struct }: Place, findings: Findings): Json {
  findings.problems.push(
    `json: cannot unmarshal ${kindOf(value)} into Go struct field ${struct}.${goPath} of type ${goTypeOf(type)}`,
  );
  return value;
}

function kindOf(value: Json): string {
  if (isList(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : `number ${String(value)}`;
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function goTypeOf(type: FieldType): string {
  switch (type.shape) {
    case 'list':
      return `[]${goTypeOf(type.of)}`;
    case 'map':
      return `map[string]${goTypeOf(type.of)}`;
    case 'struct':
      return `v1.${goNameOf(type.model)}`;
    case 'plain':
      return type.name === 'IntOrString' ? 'intstr.IntOrString' : type.name;
  }
}
