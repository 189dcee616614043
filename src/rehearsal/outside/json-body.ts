import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import { parsedJson } from '../../steps/manifest/json.ts';
import type { SystemAsk } from './system.ts';

/** The body as an object; undefined where it is none. */
export function jsonBody({ body }: SystemAsk): JsonObject | undefined {
  const value = parsedJson(body);
  return isObject(value) ? value : undefined;
}
