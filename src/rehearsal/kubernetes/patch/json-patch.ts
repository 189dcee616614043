import { applyPatch } from 'rfc6902';
import { z } from 'zod';
import { type ApiResult, done, refused } from '../objects/failure.ts';
import { isObject, type Json, type JsonObject } from '../objects/json.ts';

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
 * The object after a JSON patch (RFC 6902). What can't be read is a BadRequest; an operation that fails, such as a
 * test that does not hold, makes the whole patch Invalid.
 */
export function jsonPatched(object: JsonObject, patch: Json): ApiResult<JsonObject> {
  const operations = z.array(operation).safeParse(patch);
  if (!operations.success) {
    return refused('BadRequest', 'error decoding patch: the body is not a list of JSON patch operations');
  }
  const copy: unknown = structuredClone(object);
  const failed = applyPatch(copy, operations.data).find((outcome) => outcome !== null);
  if (failed !== undefined) {
    return refused('Invalid', 'the server rejected our request due to an error in our request', {
      causes: [{ reason: 'UnexpectedServerResponse', message: failed.message }],
    });
  }
  return isObject(copy) ? done(copy) : refused('BadRequest', 'the patch leaves no object');
}
