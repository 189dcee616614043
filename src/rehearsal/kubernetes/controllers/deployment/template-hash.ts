import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  sameJson,
  withAt,
} from '../../objects/json.ts';

export const hashLabel = 'pod-template-hash';

/** apimachinery's SafeEncodeString: letters that make no words. */
const safe = 'bcdfghjklmnpqrstvwxz2456789';

/** The same for the same template, whatever the order of its keys; collisions count into it. */
export function templateHash(template: JsonObject, collisions: number): string {
  const number = fnv32a(`${canonical(withoutHash(template))}${collisions === 0 ? '' : String(collisions)}`);
  return Array.from(String(number), (digit) => safe.charAt(digit.charCodeAt(0) % safe.length)).join('');
}

/** True where two pod templates say the same but for the label that tells ReplicaSets apart. */
export function sameTemplate(a: JsonObject, b: JsonObject): boolean {
  return sameJson(withoutHash(a), withoutHash(b));
}

export function withHash(template: JsonObject, hash: string): JsonObject {
  return withAt(template, ['metadata', 'labels', hashLabel], hash);
}

function withoutHash(template: JsonObject): JsonObject {
  const { [hashLabel]: _hash, ...labels } = objectAt(template, 'metadata', 'labels');
  const { creationTimestamp: _none, ...metadata } = objectAt(template, 'metadata');
  return { ...template, metadata: { ...metadata, labels } };
}

function canonical(value: Json): string {
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** Fowler, Noll and Vo's 32-bit hash, as the deployment controller uses it. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
