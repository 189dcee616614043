import type { Cause } from './clue.ts';

/** A cause that lines of a log name by themselves. */
export type LoggedCause = Extract<
  Cause,
  'vault-sealed' | 'vault-denied' | 'pool-exhausted' | 'database-refused' | 'missing-config'
>;

interface Words {
  readonly cause: LoggedCause;
  readonly all: readonly RegExp[];
}

const vault = /\bvault\b/i;
const database = /postgres|database|\bdb\b|\bpg\b|:5432\b|:6543\b|\bsql/i;
const refused =
  /ECONNREFUSED|connection refused|ENOTFOUND|EHOSTUNREACH|could not connect|no route to host|password authentication failed/i;

/**
 * What clients write when they get no connection or no secret: node-postgres (`timeout exceeded when trying to
 * connect`), PostgreSQL itself (errors 53300 and 08006), and Vault's HTTP API (503 sealed, 403 permission denied).
 */
const known: readonly Words[] = [
  { cause: 'vault-denied', all: [vault, /permission denied|\b403\b|invalid token|invalid role/i] },
  {
    cause: 'vault-sealed',
    all: [vault, /sealed|\b50[0-9]\b|unavailable|unreachable|ECONNREFUSED|ENOTFOUND|timed? ?out/i],
  },
  {
    cause: 'pool-exhausted',
    all: [
      /connection pool (?:is )?exhausted|timeout exceeded when trying to connect|remaining connection slots|too many clients|too many connections|pool timed out|acquire.{0,20}connection.{0,20}timeout/i,
    ],
  },
  { cause: 'database-refused', all: [database, refused] },
  {
    cause: 'missing-config',
    all: [
      /secret\b.{0,80}\bnot found|missing (?:required )?(?:environment variable|secret|config)|environment variable \S+ (?:is )?(?:required|not set|missing)/i,
    ],
  },
];

/** The cause that a line names; undefined: none that is known. */
export function causeInLine(line: string): LoggedCause | undefined {
  return known.find(({ all }) => all.every((pattern) => pattern.test(line)))?.cause;
}

/** What is to be done about a cause that was read in a log. */
export const adviceFor: Readonly<Record<LoggedCause, string>> = {
  'vault-sealed':
    'Have Vault unsealed or made reachable by whoever holds its keys, then restart what crashed',
  'vault-denied': 'Compare the Vault role and its policy with the service account of the pods',
  'pool-exhausted': 'Look at what holds the connections; raise the pool only as far as the database has room',
  'database-refused': 'Look at the database server, its address and the network policies on the way to it',
  'missing-config': 'Create what is missing, or correct its name in the manifest',
};

/** What the cause is in words, for the line of a finding. */
export const namedCause: Readonly<Record<LoggedCause, string>> = {
  'vault-sealed': 'Vault gives no secrets: it is sealed or can’t be reached',
  'vault-denied': 'Vault refuses the login or the secret',
  'pool-exhausted': 'no connection to the database is free',
  'database-refused': 'the database takes no connection',
  'missing-config': 'a Secret or a setting is missing',
};
