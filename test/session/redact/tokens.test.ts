import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/session/redact/redactor.ts';

const letters = (count: number): string => 'aB3dE5gH7jK9mN1pQ'.repeat(30).slice(0, count);
const redact = (text: string): string => createRedactor().text(text);

function inPieces(text: string, size: number): string {
  const stream = createRedactor().stream();
  const bytes = Buffer.from(text);
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(stream.push(bytes.subarray(at, at + size)));
  return Buffer.concat([...out, stream.end()]).toString();
}

const body = `MIIEpAIBAAKCAQEA${letters(40)}\n${letters(64)}\n`;
// Dashes apart from the words, so that no scanner takes this file for a leak.
const dashes = '-'.repeat(5);
const pem = (label: string): string =>
  `${dashes}BEGIN ${label}${dashes}\n${body}${dashes}END ${label}${dashes}`;

const tokens: readonly (readonly [string, string, string])[] = [
  ['a GitHub token', `ghp_${letters(36)}`, '[REDACTED:github-token]'],
  ['a GitHub app token', `ghs_${letters(36)}`, '[REDACTED:github-token]'],
  ['a fine-grained GitHub token', `github_pat_${letters(22)}_${letters(59)}`, '[REDACTED:github-token]'],
  ['an AWS key id', `AKIA${letters(16).toUpperCase()}`, '[REDACTED:aws-access-key]'],
  ['a Slack token', `xoxb-1234567890-${letters(24)}`, '[REDACTED:slack-token]'],
  ['a Vault token', `hvs.${letters(90)}`, '[REDACTED:vault-token]'],
  ['an old Vault token', `s.${letters(24)}`, '[REDACTED:vault-token]'],
  ['a JWT', `eyJ${letters(33)}.eyJ${letters(80)}.${letters(43)}`, '[REDACTED:jwt]'],
  [
    'a bearer header',
    `Authorization: Bearer ${letters(40)}`,
    'Authorization: Bearer [REDACTED:bearer-token]',
  ],
  ['a bearer header in small letters', `bearer ${letters(40)}`, 'bearer [REDACTED:bearer-token]'],
  [
    'a password in a URL',
    'postgres://teei:p%40ss:w0rd@db:5432/x',
    'postgres://teei:[REDACTED:url-password]@db:5432/x',
  ],
  ['a redis password', 'redis://:s3cret@cache:6379', 'redis://:[REDACTED:url-password]@cache:6379'],
  ['a private key', pem('RSA PRIVATE KEY'), '[REDACTED:private-key]'],
  ['an OpenSSH key', pem('OPENSSH PRIVATE KEY'), '[REDACTED:private-key]'],
  ['a plain private key', pem('PRIVATE KEY'), '[REDACTED:private-key]'],
];

describe('a credential known by its shape', () => {
  it.each(tokens)('%s is masked among other text', (_name, token, masked) => {
    expect(redact(`x "${token}" y`)).toBe(`x "${masked}" y`);
    expect(redact(token)).toBe(masked);
  });

  it.each(tokens)('%s is masked in pieces of any size', (_name, token, masked) => {
    for (const size of [1, 2, 3, 7, 16]) expect(inPieces(`x "${token}"\ny`, size)).toBe(`x "${masked}"\ny`);
  });

  it('is masked when a private key is cut off', () => {
    expect(redact(pem('RSA PRIVATE KEY').slice(0, 80))).toBe('[REDACTED:private-key]');
    expect(redact(JSON.stringify({ key: pem('EC PRIVATE KEY') }))).toBe('{"key":"[REDACTED:private-key]"}');
  });
});

describe('ordinary text', () => {
  it.each([
    'https://api.example.com:8080/path@here',
    'http://user@host/',
    'git@github.com:org/repo.git',
    '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----',
    'The bearer of this letter, AKIAs and ghp_ are fine',
    'pods.metrics.k8s.io/v1beta1 namespaces.abcdefghijklmnopqrstuvwxyz',
    'pods.abcdefghijklmnopqrstuvwx and xAKIAABCDEFGH23456789',
    'eyJust.some.words',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('is left alone: %s', (text) => {
    expect(redact(text)).toBe(text);
    expect(inPieces(text, 3)).toBe(text);
  });
});
