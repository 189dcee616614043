import { createHash } from 'node:crypto';

/** SHA-256 in hex of a value's JSON with the keys of every mapping sorted. */
export function canonicalDigest(value: unknown): string {
  return sha256(JSON.stringify(value, sortedKeys));
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
