import { createHash } from 'node:crypto';

/** What `prev` and `previous` say where there is nothing before. */
export const noDigest = '0'.repeat(64);

/** SHA-256 in lower-case hex. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** True for text of the form that `sha256` gives. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
