import { describe, expect, it } from 'vitest';
import { clickhouseStats } from '../../../src/steps/checks/clickhouse-stats.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { prometheusHttp, type Reply } from '../../fixtures/prometheus/prometheus-http.ts';
import { environment, fakeClock, fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const thresholds = {
  'clickhouse-disk-percent': 70,
  'clickhouse-queries-minimum': 10,
  'clickhouse-queries-maximum': 100,
};

type Row = Readonly<Record<string, string | number>>;
const data = (...rows: readonly Row[]): string => JSON.stringify({ data: rows });
const disk = (name: string, free: number | string, total: number | string): Row => ({
  name,
  path: `/${name}/`,
  free_space: free,
  total_space: total,
});

/** The disks that it tells, and its counts, one for each time that it is asked. */
function look(
  disks: Reply | undefined,
  counts: readonly (Reply | undefined)[] = [counted('1000', 50), counted('1400', 60)],
  more: Parameters<typeof fakeRunContext>[0] = {},
): Promise<CheckResult> & { readonly http: ReturnType<typeof prometheusHttp> } {
  const left = [...counts];
  const http = prometheusHttp((_path, parameters) =>
    (parameters.get('query') ?? '').includes('system.disks') ? disks : left.shift(),
  );
  const result = clickhouseStats.run(
    {},
    fakeRunContext({
      environment: { ...environment, endpoints: { clickhouse: 'https://clickhouse.example.com:8443/' } },
      inventory: { ...inventory, thresholds },
      secret: (name) => (name === 'clickhouse-password' ? 'swordfish' : undefined),
      ...more,
      ports: { http, clock: fakeClock() },
    }),
  );
  return Object.assign(result, { http });
}

function counted(queries: string | number, at: number): string {
  return data({ queries, at });
}

const roomy = data(disk('default', '50', '100'), disk('cold', 20, 40));

describe('the check clickhouse.stats', () => {
  it('passes with room on every disk and a usual rate, whether numbers are quoted or not', async () => {
    const asked = look(roomy);
    expect(await asked).toMatchObject({
      verdict: 'pass',
      measured: { label: 'queries', value: 40 },
      evidence: [
        { what: 'disk default' },
        { what: 'disk cold' },
        { what: 'queries a second', observed: '40' },
      ],
    });
    for (const { method, url, headers } of asked.http.requests) {
      expect(method).toBe('GET');
      expect(headers).toMatchObject({ 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': 'swordfish' });
      expect(url).not.toContain('swordfish');
    }
  });

  it.each<[string, Reply, readonly (Reply | undefined)[] | undefined, string, string]>([
    ['a disk that is just full enough', data(disk('default', 30, 100)), undefined, 'fail', 'disk default'],
    ['a rate below what is usual', roomy, [counted(0, 50), counted(99, 60)], 'fail', 'queries a second'],
    ['a rate above it', roomy, [counted(0, 50), counted(1001, 60)], 'fail', 'queries a second'],
    [
      'a server that was started anew',
      roomy,
      [counted(900, 50), counted(7, 60)],
      'inconclusive',
      'queries a second',
    ],
    [
      'a clock that stands still',
      roomy,
      [counted(1, 50), counted(9, 50)],
      'inconclusive',
      'queries a second',
    ],
    ['a disk without a size', data(disk('default', 0, 0)), undefined, 'inconclusive', 'disk default'],
    ['no disk at all', data(), undefined, 'inconclusive', 'ClickHouse'],
  ])('answers to %s', async (_what, disks, counts, verdict, what) => {
    const result = await look(disks, counts);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0]).toMatchObject({ result: verdict, what });
  });

  it('takes the bounds of the rate as usual still', async () => {
    expect(await look(roomy, [counted(0, 50), counted(100, 60)])).toMatchObject({ verdict: 'pass' });
    expect(await look(roomy, [counted(0, 50), counted(1000, 60)])).toMatchObject({ verdict: 'pass' });
  });

  it('does not judge the size of object storage', async () => {
    const result = await look(data(disk('s3', '18446744073709551615', '18446744073709551615')));
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ observed: '/s3/ has no limit' }, {}] });
  });

  it.each<[string, Reply | undefined, RegExp]>([
    [
      'an error of SQL',
      {
        status: 404,
        body: "Code: 60. DB::Exception: Unknown table expression identifier 'system.disks'.\nmore",
      },
      /^HTTP 404: Code: 60\. DB::Exception: Unknown table/,
    ],
    ['a wrong password', { status: 403, body: 'Code: 516. DB::Exception: …' }, /HTTP 403: the credential/],
    ['an answer that breaks off', '{"data":[{"name":"defa', /HTTP 200: no answer of its HTTP interface/],
    ['a login page', '<html>', /HTTP 200: no answer of its HTTP interface/],
    ['nobody there', undefined, /no answer: ECONNREFUSED/],
  ])('is an error for %s', async (_what, disks, observed) => {
    const result = await look(disks);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].observed).toMatch(observed);
  });

  it('is an error where only the second count is none', async () => {
    expect(await look(roomy, [counted(1, 50), data()])).toMatchObject({ verdict: 'error' });
  });

  it('is inconclusive without the endpoint, and an error without a threshold', async () => {
    expect(await look(roomy, [], { environment })).toMatchObject({ verdict: 'inconclusive' });
    expect(await look(roomy, [], { inventory })).toMatchObject({ verdict: 'error' });
  });
});
