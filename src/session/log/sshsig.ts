import { createHash } from 'node:crypto';

/** What an SSH signature says of itself, before anything of it is believed. */
export interface ParsedSignature {
  readonly namespace: string;
  /** The key it names, as in a public-key file: `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
  /** SHA256:… of that key. */
  readonly fingerprint: string;
}

const armour = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/;

/**
 * Reads an armoured SSHSIG (OpenSSH's PROTOCOL.sshsig). Undefined unless it is exactly that: ssh-keygen
 * itself takes text behind the armour and bytes behind the blob, which would let two readers see two things.
 */
export function parseSignature(text: string): ParsedSignature | undefined {
  const body = armour.exec(text)?.[1]?.replaceAll('\n', '');
  if (body === undefined) return undefined;
  const blob = Buffer.from(body, 'base64');
  if (blob.toString('base64') !== body || blob.subarray(0, 6).toString('latin1') !== 'SSHSIG')
    return undefined;
  if (blob.length < 10 || blob.readUInt32BE(6) !== 1) return undefined;
  const [key, namespace, , , signature, rest] = readStrings(blob, 10);
  if (key === undefined || namespace === undefined || signature === undefined || rest !== undefined)
    return undefined;
  const type = readStrings(key, 0)[0]?.toString('latin1');
  if (type === undefined || !/^[a-z0-9@.-]+$/.test(type)) return undefined;
  return {
    namespace: namespace.toString('utf8'),
    publicKey: `${type} ${key.toString('base64')}`,
    fingerprint: fingerprint(key),
  };
}

/**
 * The type and blob of a public key, without its comment: what makes two keys the same. Undefined when the
 * text is not one line of that form.
 */
export function parsePublicKey(
  text: string,
): { readonly publicKey: string; readonly fingerprint: string } | undefined {
  const [, type, body] = /^\s*([a-z0-9@.-]+) +([A-Za-z0-9+/]+={0,2})(?:[ \t]+[^\r\n]*)?\s*$/.exec(text) ?? [];
  if (type === undefined || body === undefined) return undefined;
  const blob = Buffer.from(body, 'base64');
  if (blob.toString('base64') !== body || readStrings(blob, 0)[0]?.toString('latin1') !== type)
    return undefined;
  return { publicKey: `${type} ${body}`, fingerprint: fingerprint(blob) };
}

function fingerprint(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replaceAll('=', '')}`;
}

/** SSH strings (a 32-bit length and that many bytes) from `at` to the end; cut short where they do not fit. */
function readStrings(blob: Buffer, at: number): Buffer[] {
  const strings: Buffer[] = [];
  let next = at;
  while (next + 4 <= blob.length) {
    const end = next + 4 + blob.readUInt32BE(next);
    if (end > blob.length) break;
    strings.push(blob.subarray(next + 4, end));
    next = end;
  }
  if (next < blob.length && at > 0) strings.push(blob.subarray(next));
  return strings;
}
