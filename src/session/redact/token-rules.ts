/**
 * Credentials that are known by their shape alone. A rule is read from left to right without going back:
 * literals and runs of a character class. Sources: GitHub, AWS, Slack and HashiCorp's documented token
 * formats, RFC 7519 (JWT), RFC 7468 (PEM), RFC 6750 (Bearer), RFC 3986 (userinfo).
 */
export interface TokenRule {
  readonly name: string;
  /** Literal texts one of which a token starts with. */
  readonly starts: readonly string[];
  /** Letters of `starts` match in either case. */
  readonly anyCase?: boolean;
  /** What follows. Only the parts with `mask` are masked; with none, the whole match is. */
  readonly parts: readonly TokenPart[];
  /** May not be preceded, or followed, by a letter, digit or underscore. */
  readonly bounded?: boolean;
}

export type TokenPart =
  | { readonly literal: string; readonly optional?: boolean }
  | {
      readonly of: Uint8Array;
      readonly min: number;
      readonly max: number;
      readonly mask?: boolean;
      /** The run must end with this. */
      readonly ending?: string;
    };

/** A table of 256 flags: which bytes belong to the class. */
function byteClass(members: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(members.test(String.fromCharCode(byte))));
}

export const wordBytes = byteClass(/^\w$/);
const base64Url = byteClass(/^[\w-]$/);
const alphanumeric = byteClass(/^[A-Za-z0-9]$/);
const upperAndDigits = byteClass(/^[A-Z0-9]$/);
const slackBytes = byteClass(/^[A-Za-z0-9-]$/);
const bearerBytes = byteClass(/^[\w.~+/=-]$/);
const space = byteClass(/^[ \t]$/);
const userBytes = byteClass(/^[^\0-\x20/?#@:"'<>\\`]$/);
const passwordBytes = byteClass(/^[^\0-\x20/?#@"'<>`]$/);
const pemLabel = byteClass(/^[A-Z0-9 ]$/);
const pemBody = byteClass(/^[A-Za-z0-9+/=\s:,\\]$/);

export const tokenRules: readonly TokenRule[] = [
  {
    name: 'github-token',
    starts: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    parts: [{ of: wordBytes, min: 20, max: 300 }],
  },
  {
    name: 'aws-access-key',
    starts: ['AKIA', 'ASIA'],
    parts: [{ of: upperAndDigits, min: 16, max: 16 }],
    bounded: true,
  },
  {
    name: 'slack-token',
    starts: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
    parts: [{ of: slackBytes, min: 10, max: 300 }],
  },
  { name: 'vault-token', starts: ['hvs.', 'hvb.', 'hvr.'], parts: [{ of: base64Url, min: 20, max: 400 }] },
  { name: 'vault-token', starts: ['s.'], parts: [{ of: alphanumeric, min: 24, max: 24 }], bounded: true },
  {
    name: 'jwt',
    starts: ['eyJ'],
    parts: [
      { of: base64Url, min: 8, max: 4096 },
      { literal: '.' },
      { of: base64Url, min: 8, max: 16_384 },
      { literal: '.' },
      { of: base64Url, min: 0, max: 4096 },
    ],
  },
  {
    name: 'bearer-token',
    starts: ['Bearer'],
    anyCase: true,
    parts: [
      { of: space, min: 1, max: 4 },
      { of: bearerBytes, min: 16, max: 16_384, mask: true },
    ],
  },
  {
    name: 'url-password',
    starts: ['://'],
    parts: [
      { of: userBytes, min: 0, max: 256 },
      { literal: ':' },
      { of: passwordBytes, min: 1, max: 512, mask: true },
      { literal: '@' },
    ],
  },
  {
    name: 'private-key',
    starts: ['-----BEGIN '],
    parts: [
      { of: pemLabel, min: 11, max: 60, ending: 'PRIVATE KEY' },
      { literal: '-----' },
      { of: pemBody, min: 1, max: 32_768 },
      { literal: '-----END ', optional: true },
      { of: pemLabel, min: 0, max: 60 },
      { literal: '-----', optional: true },
    ],
  },
];
