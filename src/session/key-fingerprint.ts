import { createHash } from 'node:crypto';

/** The SHA256:… fingerprint of an OpenSSH public key line, as `ssh-keygen -l` prints it. */
export function keyFingerprint(publicKey: string): string {
  const blob = publicKey.trim().split(/\s+/)[1] ?? '';
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}
