import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { pgStats } from '../../../src/steps/checks/pg-stats.ts';
import type { DatabaseAnswer, StatementAnswer } from '../../../src/steps/ports/database.ts';
import { environment, fakeDatabase, fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const thresholds = {
  'database-connections-percent': 80,
  'database-cache-hit-percent': 95,
  'database-query-milliseconds': 500,
};
const url = 'postgresql://runbook@db.example.com/teei';

const rows = (row: Readonly<Record<string, unknown>>): StatementAnswer => ({ kind: 'rows', rows: [row] });
const failed = (code: string, reason = 'it went wrong'): StatementAnswer => ({
  kind: 'failed',
  code,
  reason,
});

const connections = (used: number): StatementAnswer => rows({ used, hidden: 0, most: 103, reserved: 3 });
const cache = (percent: number | null, hit = 20_000): StatementAnswer =>
  rows({ hit, read: 5, percent, since: null });
const queries = (mean: number | null, calls: number | null = 5000): StatementAnswer => rows({ calls, mean });

function look(
  figure: 'connections' | 'cache' | 'queries',
  answer: StatementAnswer | Exclude<DatabaseAnswer, { kind: 'answers' }>,
  endpoint = url,
): Promise<CheckResult> {
  const whole: DatabaseAnswer =
    answer.kind === 'rows' || answer.kind === 'failed' ? { kind: 'answers', answers: [answer] } : answer;
  return pgStats.run(
    { figures: [figure] },
    fakeRunContext({
      environment: { ...environment, endpoints: { postgres: endpoint } },
      inventory: { ...inventory, thresholds },
      ports: { database: fakeDatabase(whole) },
    }),
  );
}

describe('the check pg.stats', () => {
  it.each<[string, Parameters<typeof look>, string]>([
    ['connections just below the threshold', ['connections', connections(79)], 'pass'],
    ['connections at the threshold', ['connections', connections(80)], 'fail'],
    [
      'connections that may not be seen',
      ['connections', rows({ used: 1, hidden: 9, most: 100, reserved: 3 })],
      'inconclusive',
    ],
    ['an answer without figures', ['connections', rows({})], 'error'],
    ['no row at all', ['connections', { kind: 'rows', rows: [] }], 'error'],
    ['cache hits above the threshold', ['cache', cache(95.1)], 'pass'],
    ['cache hits at the threshold', ['cache', cache(95)], 'fail'],
    ['few blocks', ['cache', cache(10, 9000)], 'inconclusive'],
    ['no block since the statistics were reset', ['cache', cache(null, 0)], 'inconclusive'],
    ['a mean below the threshold', ['queries', queries(499.9)], 'pass'],
    ['a mean at the threshold', ['queries', queries(500)], 'fail'],
    ['no statement yet', ['queries', queries(null, null)], 'inconclusive'],
    ['few statements', ['queries', queries(900, 99)], 'inconclusive'],
    ['no extension', ['queries', failed('42P01')], 'inconclusive'],
    ['an extension that is not loaded', ['queries', failed('55000')], 'inconclusive'],
    ['an extension of another time', ['queries', failed('42703')], 'inconclusive'],
    ['a figure that may not be read', ['cache', failed('42501')], 'inconclusive'],
    ['a table of PostgreSQL that is not there', ['cache', failed('42P01')], 'error'],
    ['a statement that takes too long', ['cache', failed('57014')], 'error'],
    ['a connection that breaks off', ['cache', failed('', 'Connection terminated unexpectedly')], 'error'],
    ['nobody there', ['cache', { kind: 'unreachable', reason: 'ECONNREFUSED' }], 'error'],
    ['a user who is not let in', ['cache', { kind: 'refused', code: '28P01', reason: 'no' }], 'error'],
    ['an address that is none', ['cache', cache(99), 'https://db.example.com'], 'error'],
    [
      'an address with a password in it',
      ['cache', cache(99), 'postgresql://a:secret@db.example.com/teei'],
      'error',
    ],
  ])('answers to %s', async (_what, args, verdict) => {
    const result = await look(...args);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].result).toBe(verdict);
    expect(verdict === 'pass' || result.evidence[0].next !== undefined).toBe(true);
    expect(JSON.stringify(result)).not.toContain('secret@');
  });

  it('says what to do where not one connection is left', async () => {
    const result = await look('connections', {
      kind: 'refused',
      code: '53300',
      reason: 'sorry, too many clients already',
    });
    expect(result).toMatchObject({
      verdict: 'error',
      evidence: [{ observed: 'no answer: sorry, too many clients already' }],
    });
    expect(result.evidence[0].next).toMatch(/No connection is left/);
  });

  it('asks for nothing but what is wanted, with the password of the secret parameter', async () => {
    const database = fakeDatabase({ kind: 'answers', answers: [connections(1), queries(1)] });
    const context = fakeRunContext({
      environment: { ...environment, endpoints: { postgres: url } },
      inventory: { ...inventory, thresholds },
      secret: (name) => `the ${name}`,
      ports: { database },
    });
    const result = await pgStats.run({ figures: ['connections', 'queries'], password: 'other' }, context);
    expect(result.verdict).toBe('pass');
    expect(database.requests[0]).toMatchObject({ url, password: 'the other', timeout: 10_000 });
    expect(database.requests[0]?.statements).toHaveLength(2);
  });
});
