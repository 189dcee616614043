import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemDatabase } from '../../src/platform/database.ts';
import { pgStats } from '../../src/steps/checks/pg-stats.ts';
import type { CheckResult } from '../../src/steps/checks/define-check.ts';
import { environment, fakeRunContext, inventory } from '../fixtures/run-context.ts';
import { initdb, startPostgres, type PostgresServer } from './support/postgres.ts';

const why = initdb === undefined ? ' (skipped: PostgreSQL is not installed; apt-get install postgresql)' : '';
const thresholds = {
  'database-connections-percent': 80,
  'database-cache-hit-percent': 95,
  'database-query-milliseconds': 500,
};

/** Rows that did not pass, as what and result. */
const bad = ({ evidence }: CheckResult): readonly string[] =>
  evidence.filter(({ result }) => result !== 'pass').map(({ what, result }) => `${what}: ${result}`);

describe.skipIf(initdb === undefined)(`pg.stats, asking a real PostgreSQL${why}`, () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres(["shared_preload_libraries = 'pg_stat_statements'"]);
    await server.admin(
      'create database shop',
      "create role watcher login password 'swordfish' in role pg_monitor",
      "create role stranger login password 'swordfish'",
    );
  }, 60_000);
  afterAll(() => server.stop());

  function look(
    args: Record<string, unknown>,
    { user = 'watcher', password = 'swordfish', database = 'postgres', port = server.port } = {},
  ): Promise<CheckResult> {
    const url = `postgresql://${user}@127.0.0.1:${String(port)}/${database}`;
    return pgStats.run(
      args,
      fakeRunContext({
        environment: { ...environment, endpoints: { postgres: url } },
        inventory: { ...inventory, thresholds },
        ports: { database: systemDatabase },
        secret: (name) => (name === 'database-password' && password !== '' ? password : undefined),
      }),
    );
  }

  it('passes for a server that is well, with every figure told', async () => {
    await server.admin(
      'create extension if not exists pg_stat_statements',
      'create table t as select generate_series(1, 50000) as n',
      ...Array.from({ length: 40 }, () => 'select count(*) from t'),
    );
    const result = await look({ 'min-blocks': 100, 'min-calls': 10, 'cache-hits-above': 50 });
    expect(bad(result)).toEqual([]);
    expect(result.verdict).toBe('pass');
    expect(result.summary).toMatch(
      /connections .* of 17, 3 more are reserved; cache hits .* blocks; mean .* ms over/,
    );
    expect(result.measured).toMatchObject({ label: 'connections', unit: '%' });
  });

  it('fails where nearly all connections are taken', async () => {
    const clients = Array.from(
      { length: 14 },
      () =>
        new Client({
          host: '127.0.0.1',
          port: server.port,
          user: 'watcher',
          password: 'swordfish',
          database: 'shop',
        }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    try {
      const result = await look({ figures: ['connections'] });
      expect(result.verdict).toBe('fail');
      expect(result.evidence[0].observed).toMatch(/^88\.24 %: 15 of 17/);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });

  it('fails for slow statements and for few cache hits', async () => {
    await server.admin('select pg_stat_statements_reset()', 'select pg_sleep(0.3)');
    const result = await look({
      'query-below': 0.001,
      'min-calls': 1,
      'cache-hits-above': 100,
      'min-blocks': 100,
    });
    expect(bad(result)).toEqual(['cache hits: fail', 'mean duration of a query: fail']);
  });

  it('says nothing from too few blocks and statements', async () => {
    const result = await look({ figures: ['cache', 'queries'], 'min-blocks': 10 ** 9, 'min-calls': 10 ** 9 });
    expect(bad(result)).toEqual(['cache hits: inconclusive', 'mean duration of a query: inconclusive']);
  });

  it('looks at the other figures where the extension is missing, and says how to enable it', async () => {
    const result = await look({ 'min-blocks': 1, 'cache-hits-above': 0 }, { database: 'shop' });
    expect(bad(result)).toEqual(['mean duration of a query: inconclusive']);
    expect(result.evidence[0].next).toBe('CREATE EXTENSION pg_stat_statements;');
  });

  it('does not take what a user may not see for nothing', async () => {
    const result = await look({ figures: ['connections'] }, { user: 'stranger' });
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toMatch(/GRANT pg_monitor/);
  });

  it.each([
    ['a wrong password', { password: 'trout' }, /password authentication failed/],
    ['no password', { password: '' }, /asks for a password, and none was given/],
    ['a database that is not there', { database: 'nowhere' }, /database "nowhere" does not exist/],
    ['a port on which nobody listens', { port: 1 }, /ECONNREFUSED/],
  ])('is an error for %s', async (_what, more, observed) => {
    const result = await look({}, more);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].observed).toMatch(observed);
    expect(JSON.stringify(result)).not.toMatch(/trout|swordfish/);
  });

  it('writes nothing, and does not wait for longer than it may', async () => {
    const request = {
      url: `postgresql://watcher@127.0.0.1:${String(server.port)}/postgres`,
      password: 'swordfish',
    };
    const answer = await systemDatabase.ask({
      ...request,
      statements: [
        'create table mine (n int)',
        'select pg_sleep(60)',
        "select current_setting('application_name') as name",
      ],
      timeout: 300,
    });
    expect(answer).toMatchObject({
      kind: 'answers',
      answers: [
        { kind: 'failed', code: '25006' },
        { kind: 'failed', code: '57014' },
        { kind: 'rows', rows: [{ name: 'teei-runbook' }] },
      ],
    });
  });

  it('lets go when it is stopped', async () => {
    const stop = new AbortController();
    const asked = systemDatabase.ask({
      url: `postgresql://watcher@127.0.0.1:${String(server.port)}/postgres`,
      password: 'swordfish',
      statements: ['select pg_sleep(60)'],
      timeout: 60_000,
      signal: stop.signal,
    });
    await expect.poll(() => sleeping(server)).toBe(true);
    stop.abort('operator');
    expect(await asked).toMatchObject({ kind: 'answers', answers: [{ kind: 'failed' }] });
  });

  it('does not send a password to a server that does not prove who it is', async () => {
    const answer = await systemDatabase.ask({
      url: `postgresql://watcher@127.0.0.1:${String(server.port)}/postgres?sslmode=verify-full`,
      password: 'swordfish',
      statements: ['select 1'],
      timeout: 5000,
    });
    expect(answer.kind === 'unreachable' ? answer.reason : answer.kind).toMatch(/SSL/);
  });
});

async function sleeping(server: PostgresServer): Promise<boolean> {
  // Dividing by their number fails where there is none.
  return server
    .admin("select 1 / count(*) from pg_stat_activity where query like 'select pg_sleep(60)%'")
    .then(
      () => true,
      () => false,
    );
}
