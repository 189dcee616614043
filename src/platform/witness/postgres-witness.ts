import type { Client } from 'pg';
import { errorText } from '../../problem/problem.ts';
import { type DatabaseAddress, parseDatabaseAddress } from '../../runbook/values/database-address.ts';
import { entryText } from '../../session/log/witness-entry.ts';
import { databaseClient } from '../database.ts';
import type { Witness } from './witness.ts';

export interface PostgresPlace {
  /** `postgresql://USER@HOST:PORT/DATABASE`, without a password. */
  readonly url: string;
  /** Undefined: the server may let this user in without one. */
  readonly password: () => Promise<string | undefined>;
}

const timeout = 5000;

/** A table of a PostgreSQL server, `teei_runbook_witness(entry text)`, into which this user may only insert. */
export function postgresWitness(place: PostgresPlace): Witness {
  return {
    name: postgresName(place.url),
    async publish(entry) {
      const done = await withClient(place, (client) =>
        client.query('INSERT INTO teei_runbook_witness (entry) VALUES ($1)', [entryText(entry)]),
      );
      return typeof done === 'string' ? done : undefined;
    },
  };
}

/** The entries of a session's table, in the order in which they came, as lines; text: why it can't be read. */
export async function readPostgresWitness(place: PostgresPlace): Promise<readonly string[] | string> {
  const found = await withClient(place, (client) =>
    client.query<{ readonly entry: string }>('SELECT entry FROM teei_runbook_witness ORDER BY id'),
  );
  return typeof found === 'string' ? found : found.rows.map(({ entry }) => entry);
}

export function postgresName(url: string): string {
  const address = parseDatabaseAddress(url);
  return address === undefined
    ? 'postgresql'
    : `postgresql ${address.host}:${address.port}/${address.database}`;
}

async function withClient<T>(
  place: PostgresPlace,
  work: (client: Client) => Promise<T>,
): Promise<T | string> {
  const address: DatabaseAddress | undefined = parseDatabaseAddress(place.url);
  if (address === undefined) return 'it is no address of a database';
  let client: Client | undefined;
  try {
    client = await databaseClient(address, await place.password(), timeout);
    await client.connect();
    return await work(client);
  } catch (thrown) {
    return errorText(thrown);
  } finally {
    await client?.end().catch(() => undefined);
  }
}
