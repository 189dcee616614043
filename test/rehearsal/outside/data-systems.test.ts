import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemDatabase } from '../../../src/platform/database.ts';
import { systemHttp } from '../../../src/platform/http.ts';
import { startClickhouse } from '../../../src/rehearsal/outside/clickhouse.ts';
import { listenForOutside } from '../../../src/rehearsal/outside/listen.ts';
import { startNats } from '../../../src/rehearsal/outside/nats.ts';
import { listenForDatabase } from '../../../src/rehearsal/outside/postgres/listen.ts';
import type { PlatformState } from '../../../src/rehearsal/scenario/model.ts';
import { clickhouseStats } from '../../../src/steps/checks/clickhouse-stats.ts';
import type { Check, CheckResult } from '../../../src/steps/checks/define-check.ts';
import { natsLag } from '../../../src/steps/checks/nats-lag.ts';
import { pgStats } from '../../../src/steps/checks/pg-stats.ts';
import { scenario } from '../../fixtures/rehearsal/scenario.ts';
import { servingWorld } from '../../fixtures/rehearsal/serving-world.ts';
import { environment, fakeClock, fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const thresholds = {
  'consumer-lag-messages': 1000,
  'database-connections-percent': 80,
  'database-cache-hit-percent': 95,
  'database-query-milliseconds': 500,
  'clickhouse-queries-minimum': 10,
  'clickhouse-queries-maximum': 100,
  'clickhouse-disk-percent': 70,
};
const well: PlatformState = scenario('').platform;

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** The systems beside a world whose time passes while a check waits. */
async function rehearsed() {
  let state = well;
  const world = servingWorld();
  const outside = await listenForOutside({ nats: startNats, clickhouse: startClickhouse });
  const database = await listenForDatabase();
  opened.push(outside, database);
  const clock = {
    ...fakeClock(),
    sleep: (ms: number) => Promise.resolve(world.schedule.pass(ms)).then(() => {}),
  };
  const look = (check: Check, secret: (name: string) => string | undefined = (name) => `rehearsal-${name}`) =>
    check.run(
      {},
      fakeRunContext({
        environment: { ...environment, endpoints: { ...outside.endpoints, ...database.endpoints } },
        inventory: { ...inventory, thresholds },
        secret,
        ports: { http: systemHttp, database: systemDatabase, clock },
      }),
    );
  return {
    look,
    database,
    open: () => {
      outside.open({ world, namespace: 'prod', pace: 1, releases: [], platform: () => state });
      database.open(() => state);
    },
    become: (next: Partial<PlatformState>) => {
      state = { ...state, ...next };
    },
  };
}

describe('the data systems of a rehearsal', () => {
  it('are well where the scenario says nothing of them', async () => {
    const { look, open } = await rehearsed();
    open();
    const results: CheckResult[] = [];
    for (const check of [natsLag, clickhouseStats, pgStats]) results.push(await look(check));
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    expect(results[0]?.evidence[0].observed).toBe('0 wait; 20 a second come in, 20 a second are processed');
  });

  it('have a stuck consumer, which goes on when it is well again', async () => {
    const { look, open, become } = await rehearsed();
    open();
    become({ stuckConsumers: ['journey-triggers'] });
    await look(natsLag);
    const stuck = await look(natsLag);
    expect(stuck).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'journey-triggers > journey-engine' }, {}, {}],
    });
    expect(stuck.evidence[0].observed).toMatch(/and none is acknowledged/);
    become({ stuckConsumers: [] });
    expect(await look(natsLag)).toMatchObject({ verdict: 'pass' });
  });

  it('have a database without a connection left', async () => {
    const { look, open, become } = await rehearsed();
    open();
    become({ database: 'pool-exhausted' });
    const result = await look(pgStats);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/100 %: 97 of 97, 3 more are reserved; mean duration of a query 2413 ms/);
  });

  it('let nobody in without the credential of the rehearsal', async () => {
    const { look, open } = await rehearsed();
    open();
    for (const check of [clickhouseStats, pgStats]) {
      for (const secret of [() => 'a-real-password', () => undefined]) {
        expect(await look(check, secret)).toMatchObject({ verdict: 'error' });
      }
    }
  });

  it('are not there before the platform is', async () => {
    const { look } = await rehearsed();
    for (const check of [natsLag, clickhouseStats, pgStats]) {
      expect(await look(check)).toMatchObject({ verdict: 'error' });
    }
    expect((await look(pgStats)).evidence[0].observed).toMatch(/the database system is starting up/);
  });

  it('have statistics and no data, and outlive what is no client of PostgreSQL', async () => {
    const { look, open, database } = await rehearsed();
    open();
    const { port } = new URL(database.endpoints.postgres);
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\0\0\0\0\0\0\0\0', '\0\0\0\u0004']) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(bytes);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    const answer = await systemDatabase.ask({
      url: database.endpoints.postgres,
      password: 'rehearsal-database-password',
      statements: ['select * from users'],
      timeout: 5000,
    });
    expect(answer).toMatchObject({ kind: 'answers', answers: [{ kind: 'failed', code: '42601' }] });
    expect(await look(pgStats)).toMatchObject({ verdict: 'pass' });
  });
});
