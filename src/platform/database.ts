import { Socket } from 'node:net';
import type { Client, ClientConfig } from 'pg';
import { errorText } from '../problem/problem.ts';
import {
  type DatabaseAddress,
  parseDatabaseAddress,
  type TlsMode,
} from '../runbook/values/database-address.ts';
import type { Database, DatabaseAnswer, DatabaseRequest, StatementAnswer } from '../steps/ports/database.ts';

/** A PostgreSQL server, over node-postgres, which is loaded when a server is asked for the first time. */
export const systemDatabase: Database = { ask };

async function ask(request: DatabaseRequest): Promise<DatabaseAnswer> {
  const address = parseDatabaseAddress(request.url);
  if (address === undefined)
    return { kind: 'unreachable', reason: `${request.url} is no address of a database` };
  const socket = new Socket();
  const client = await databaseClient(address, request.password, request.timeout, socket);
  const stop = (): void => void socket.destroy(new Error('stopped before it answered'));
  request.signal?.addEventListener('abort', stop, { once: true });
  if (request.signal?.aborted === true) stop();
  try {
    const refusal = await connected(client);
    if (refusal !== undefined) return refusal;
    return { kind: 'answers', answers: await inTurn(client, request) };
  } finally {
    request.signal?.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
    socket.destroy();
  }
}

/** A client for a server, not connected yet. `timeout`: milliseconds for the connection, and for each statement. */
export async function databaseClient(
  address: DatabaseAddress,
  password: string | undefined,
  timeout: number,
  socket = new Socket(),
): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(clientConfig(address, password, timeout, socket));
  // A connection that breaks off between two statements is told by the next one.
  client.on('error', () => undefined);
  return client;
}

function clientConfig(
  address: DatabaseAddress,
  password: string | undefined,
  timeout: number,
  socket: Socket,
): ClientConfig {
  const { host, port, user, database, tls } = address;
  return {
    host,
    port,
    user,
    database,
    // A function, so that neither PGPASSWORD nor a .pgpass of the operator stands in for what was not given.
    password: () => password ?? '',
    ssl: tlsOptions(tls),
    application_name: 'teei-runbook',
    connectionTimeoutMillis: timeout,
    // The server's own limit comes first; this is for one that does not answer any more.
    query_timeout: timeout + 1000,
    stream: () => socket,
  };
}

function tlsOptions(mode: TlsMode): ClientConfig['ssl'] {
  switch (mode) {
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-ca':
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined };
    case 'verify-full':
      return { rejectUnauthorized: true };
  }
}

/** Undefined: it is. */
async function connected(client: Client): Promise<DatabaseAnswer | undefined> {
  try {
    await client.connect();
    return undefined;
  } catch (thrown) {
    const code = codeOf(thrown);
    const reason = errorText(thrown);
    if (isSqlState(code)) return { kind: 'refused', code, reason };
    // The client's own word for a password that is asked for and empty.
    if (/client password must be/.test(reason)) {
      return { kind: 'refused', code: '28P01', reason: 'it asks for a password, and none was given' };
    }
    return { kind: 'unreachable', reason };
  }
}

async function inTurn(client: Client, request: DatabaseRequest): Promise<readonly StatementAnswer[]> {
  const answers: StatementAnswer[] = [];
  for (const statement of request.statements)
    answers.push(await readOnly(client, statement, request.timeout));
  return answers;
}

async function readOnly(client: Client, statement: string, timeout: number): Promise<StatementAnswer> {
  try {
    await client.query('BEGIN TRANSACTION READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${String(Math.ceil(timeout))}`);
    const { rows } = await client.query<Readonly<Record<string, unknown>>>(statement);
    return { kind: 'rows', rows };
  } catch (thrown) {
    const code = codeOf(thrown);
    return { kind: 'failed', code: isSqlState(code) ? code : '', reason: errorText(thrown) };
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
  }
}

function codeOf(thrown: unknown): string {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Five digits or capitals with a digit at its beginning, or a class of PostgreSQL itself; Node's own begin with E. */
function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
}
