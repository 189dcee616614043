import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresWitness } from '../../src/platform/witness/postgres-witness.ts';
import { readTableWitness } from '../../src/platform/witness/read-witness.ts';
import { witnessEntry } from '../../src/session/log/witness-entry.ts';
import { initdb, startPostgres, type PostgresServer } from './support/postgres.ts';

const why = initdb === undefined ? ' (skipped: PostgreSQL is not installed; apt-get install postgresql)' : '';

/** The statements of docs/log.md. */
function documented(): readonly string[] {
  const page = readFileSync(new URL('../../docs/log.md', import.meta.url), 'utf8');
  const [block = ''] = /^ {4}CREATE TABLE [^]*? TO auditors;$/m.exec(page) ?? [];
  return block.split(';').filter((statement) => statement.trim() !== '');
}

const digest = 'a'.repeat(64);
const checkpoint = {
  session: '20260102-030405-deploy-0a1b',
  number: 3,
  time: '2026-01-02T03:14:05.678Z',
  events: 41,
  head: digest,
  previous: digest,
  file: 'events/000001.jsonl',
  bytes: 18_234,
  sha256: digest,
};
const entry = witnessEntry(checkpoint, digest);
const { signal } = new AbortController();

describe.skipIf(initdb === undefined)(`a table of a real PostgreSQL as a witness${why}`, () => {
  let server: PostgresServer;
  const place = (user: string, password = 'swordfish') => ({
    url: `postgresql://${user}@127.0.0.1:${String(server.port)}/postgres?sslmode=disable`,
    password: () => Promise.resolve(password),
  });

  beforeAll(async () => {
    server = await startPostgres();
    await server.admin(
      "create role runbooks login password 'swordfish'",
      "create role auditors login password 'swordfish'",
      ...documented(),
    );
  }, 60_000);
  afterAll(() => server.stop());

  it('takes an entry from those who run runbooks, and gives it to those who audit', async () => {
    expect(await postgresWitness(place('runbooks')).publish(entry, signal)).toBeUndefined();
    const read = await readTableWitness(place('auditors'));
    expect(read).toMatchObject({ findings: [], entries: [{ entry }] });
    expect(read.name).toBe(`postgresql 127.0.0.1:${String(server.port)}/postgres`);
  });

  it('is not to be read or changed by those who run runbooks', async () => {
    const { findings } = await readTableWitness(place('runbooks'));
    expect(findings).toMatchObject([{ severity: 'failure', code: 'verify/witness' }]);
    expect(findings[0]?.message).toContain('permission denied');
  });

  it('tells why it took nothing', async () => {
    expect(await postgresWitness(place('runbooks', 'wrong')).publish(entry, signal)).toContain('password');
    const nobody = {
      ...place('runbooks'),
      url: 'postgresql://runbooks@127.0.0.1:1/postgres?sslmode=disable',
    };
    expect(await postgresWitness(nobody).publish(entry, signal)).toContain('ECONNREFUSED');
  });
});
