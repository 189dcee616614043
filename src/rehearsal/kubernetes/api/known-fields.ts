import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isList, isObject, type Json, type JsonObject, textAt } from '../objects/json.ts';
import { isKubeObject, type KubeObject } from '../objects/kube-object.ts';
import { apiVersionOf, type ResourceType } from '../resources/resource-type.ts';
import { type Decoded, decoded } from '../schema/decode.ts';
import { modelOf } from '../schema/model-name.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';

/** An object without the fields that its type does not have, and what the client is told about them. */
export interface KnownFields {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/**
 * What is left of an object that was sent, or that a patch made: by `fieldValidation` unknown fields are refused
 * (Strict), told in a warning (Warn, which is the default), or left out in silence (Ignore).
 */
export function withKnownFields(
  type: ResourceType,
  object: KubeObject,
  { method, query }: Pick<ApiRequest, 'method' | 'query'>,
): ApiResult<KnownFields> {
  const read = decodedBy(type, object);
  const prefix =
    method === 'PATCH'
      ? ''
      : `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: `;
  if (read.problem !== undefined) {
    return method === 'PATCH'
      ? unreadable(object, read.problem)
      : refused('BadRequest', prefix + read.problem);
  }
  const told = read.unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  const validation = query.get('fieldValidation') ?? 'Warn';
  if (validation === 'Strict' && told.length > 0) {
    return refused('BadRequest', `${prefix}strict decoding error: ${told.join(', ')}`);
  }
  const value = isKubeObject(read.value) ? read.value : object;
  return done({ object: value, warnings: validation === 'Warn' ? told : [] });
}

function decodedBy({ group, version, kind }: ResourceType, object: JsonObject): Decoded {
  return decoded(modelOf(group, version, kind), object);
}

function unreadable(object: KubeObject, problem: string): ReturnType<typeof refused> {
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(object))}: ${problem}`;
  return refused('Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}

/** Why an apply patch can't be taken: it must not have fields that its type does not have. Undefined: it can. */
export function refusedApply(
  type: ResourceType,
  patch: JsonObject,
  place: { readonly namespace?: string | undefined; readonly name?: string | undefined },
): ReturnType<typeof refused> | undefined {
  const { unknown, problem } = decodedBy(type, patch);
  const whys = [
    ...(problem === undefined ? [] : [problem]),
    ...unknown.map((path) => `.${keyed(path, patch)}: field not declared in schema`),
  ];
  if (whys.length === 0) return undefined;
  const why = whys.length === 1 ? whys.join('') : ['errors:', ...whys.map((one) => `  ${one}`)].join('\n');
  const object = [place.namespace, place.name].filter((part) => part !== undefined).join('/');
  return refused(
    'Unknown',
    `failed to create typed patch object (${object}; ${apiVersionOf(type)}, Kind=${type.kind}): ${why}`,
  );
}

/** The path with the names of list items in the place of their indexes: `containers[name="app"]`. */
function keyed(path: string, object: JsonObject): string {
  const steps = path.split(/\.|(?=\[)/);
  return steps.reduce<{ readonly text: string; readonly value: Json }>(
    ({ text, value }, step) => {
      const index = /^\[(\d+)\]$/.exec(step)?.[1];
      if (index === undefined) {
        return { text: text === '' ? step : `${text}.${step}`, value: fieldOf(value, step) };
      }
      const item = (isList(value) ? value[Number(index)] : undefined) ?? null;
      const name = textAt(item, 'name');
      return { text: `${text}[${name === undefined ? index : `name=${JSON.stringify(name)}`}]`, value: item };
    },
    { text: '', value: object },
  ).text;
}

function fieldOf(value: Json, key: string): Json {
  return isObject(value) ? (value[key] ?? null) : null;
}

/** The answer with warnings, as the header that kubectl shows them from. */
export function withWarnings(answer: ApiAnswer, warnings: readonly string[]): ApiAnswer {
  if (answer.kind !== 'json' || warnings.length === 0) return answer;
  const told = warnings.map((warning) => `299 - ${JSON.stringify(warning)}`);
  return { ...answer, headers: { Warning: told } };
}
