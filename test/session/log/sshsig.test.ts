import { describe, expect, it } from 'vitest';
import { parsePublicKey, parseSignature } from '../../../src/session/log/sshsig.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';

/** A blob of OpenSSH's PROTOCOL.sshsig with the key above, the namespace given and an empty signature. */
function armoured(namespace: string, version = 1): string {
  const strings = [Buffer.from(key.split(' ')[1] ?? '', 'base64'), namespace, '', 'sha512', ''].map(
    (text) => {
      const bytes = Buffer.from(text);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return Buffer.concat([length, bytes]);
    },
  );
  const head = Buffer.from([...Buffer.from('SSHSIG'), 0, 0, 0, version]);
  const body =
    Buffer.concat([head, ...strings])
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...body, '-----END SSH SIGNATURE-----', ''].join('\n');
}

describe('a public key', () => {
  it('is its type and bytes, whatever its comment', () => {
    const expected = { publicKey: key, fingerprint: 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU' };
    expect(parsePublicKey(key)).toEqual(expected);
    expect(parsePublicKey(`${key} alice@example.com, her laptop\n`)).toEqual(expected);
  });

  it('is nothing else', () => {
    const others = [
      '',
      'ssh-ed25519',
      `cert-authority ${key}`,
      `${key}\n${key}`,
      key.replace('ssh-ed25519', 'ssh-rsa'),
      `${key}=`,
    ];
    expect(others.map((text) => parsePublicKey(text))).toEqual(others.map(() => undefined));
  });
});

describe('a signature', () => {
  it('tells its namespace and the key it names', () => {
    expect(parseSignature(armoured('a@b'))).toMatchObject({ namespace: 'a@b', publicKey: key });
  });

  it('is refused in another version or cut short', () => {
    expect(parseSignature(armoured('a@b', 2))).toBeUndefined();
    expect(parseSignature(armoured('a@b').replace('U1NIU0lH', 'U1NIU0lI'))).toBeUndefined();
    expect(
      parseSignature('-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n'),
    ).toBeUndefined();
  });
});
