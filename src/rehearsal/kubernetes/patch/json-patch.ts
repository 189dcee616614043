import { applyPatch } from 'rfc6902';
import { z } from 'zod';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isList, isObject, type Json, type JsonObject } from '../objects/json.ts';

const pointer = z.string().regex(/^(?:\/.*)?$/s);
const value = z.json();

/** One operation of RFC 6902. */
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: pointer, value }),
  z.object({ op: z.literal('remove'), path: pointer }),
  z.object({ op: z.literal('replace'), path: pointer, value }),
  z.object({ op: z.literal('move'), from: pointer, path: pointer }),
  z.object({ op: z.literal('copy'), from: pointer, path: pointer }),
  z.object({ op: z.literal('test'), path: pointer, value }),
]);

/**
 * The object after a JSON patch (RFC 6902). What is no list is a BadRequest; an operation that can't be done, such as a
 * test that does not hold, makes the whole patch Invalid.
 */
export function jsonPatched(object: JsonObject, patch: Json): ApiResult<JsonObject> {
  const operations = z.array(operation).safeParse(patch);
  if (!operations.success) {
    return isList(patch) ? impossible() : refused('BadRequest', undecodable(patch));
  }
  const copy: unknown = structuredClone(object);
  const outcomes = applyPatch(copy, operations.data);
  if (outcomes.some((outcome) => outcome !== null)) return impossible();
  return isObject(copy) ? done(copy) : impossible();
}

/** The server does not say which operation it was. */
function impossible(): ReturnType<typeof refused> {
  return refused('Invalid', 'the server rejected our request due to an error in our request', {});
}

function undecodable(patch: Json): string {
  const kind = isObject(patch) ? 'object' : typeof patch;
  return `json: cannot unmarshal ${kind} into Go value of type jsonpatch.Patch`;
}
