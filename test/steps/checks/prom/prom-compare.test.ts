import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../src/steps/checks/define-check.ts';
import { promCompare } from '../../../../src/steps/checks/prom-compare.ts';
import { fakeClock } from '../../../fixtures/run-context.ts';
import { monitoredContext, prometheusHttp, vector } from '../../../fixtures/prometheus/prometheus-http.ts';

const args = { query: 'p95', name: 'latency p95', unit: 'ms', offset: '1h', 'max-ratio': 1.5 };
const one = (value: string): string => vector([{}, value]);

async function look(
  more: Readonly<Record<string, unknown>>,
  now: string,
  before: string,
): Promise<CheckResult> {
  const http = prometheusHttp((_path, parameters) => (parameters.has('time') ? before : now));
  return promCompare.run({ ...args, ...more }, monitoredContext(http));
}

const captured = { offset: undefined, baseline: '100' };

describe('the check prom.compare', () => {
  it.each<[string, Record<string, unknown>, string, string, CheckResult['verdict']]>([
    ['the same', {}, one('100'), one('100'), 'pass'],
    ['the limit', {}, one('150'), one('100'), 'pass'],
    ['beyond the limit', {}, one('150.1'), one('100'), 'fail'],
    ['less than it was', { 'max-ratio': undefined, 'min-ratio': 0.5 }, one('49'), one('100'), 'fail'],
    ['a difference', { 'max-ratio': undefined, 'max-difference': 50 }, one('151'), one('100'), 'fail'],
    [
      'a difference that is small, though it is twice',
      { 'max-ratio': undefined, 'max-difference': 50 },
      one('2'),
      one('1'),
      'pass',
    ],
    ['nothing then and now', {}, one('0'), one('0'), 'pass'],
    ['nothing then', {}, one('1'), one('0'), 'inconclusive'],
    ['no series then', {}, one('1'), vector(), 'inconclusive'],
    ['no series now', {}, vector(), one('1'), 'inconclusive'],
    ['NaN then', {}, one('1'), one('NaN'), 'inconclusive'],
    ['NaN now', {}, one('NaN'), one('1'), 'inconclusive'],
    ['a figure that was captured', captured, one('140'), '', 'pass'],
    ['worse than the one that was captured', captured, one('160'), '', 'fail'],
    ['a template that nobody has filled', { ...captured, baseline: '${before}' }, one('1'), '', 'error'],
  ])('answers to %s', async (_what, more, now, before, verdict) => {
    expect(await look(more, now, before)).toMatchObject({ verdict });
  });

  it('asks for then by the clock', async () => {
    const http = prometheusHttp(() => one('1'));
    const clock = fakeClock(Date.parse('2026-03-02T10:00:00Z'));
    await promCompare.run(args, monitoredContext(http, { ports: { clock } }));
    const times = http.requests.map(({ url }) => new URL(url).searchParams.get('time'));
    expect(times).toEqual([null, String(Date.parse('2026-03-02T09:00:00Z') / 1000)]);
  });

  it('says what it is and what it was', async () => {
    const result = await look({}, one('240'), one('100'));
    expect(result.summary).toBe('latency p95: 240 ms now, 100 ms 1h ago');
    expect(result.evidence[0]).toMatchObject({ expected: 'at most 1.5 times what it was' });
    expect(result.measured).toEqual({ label: 'latency p95', unit: 'ms', value: 240 });
  });

  it('compares each service with itself, and names those that fail', async () => {
    const now = vector(
      [{ service: 'q2q-ai' }, '100'],
      [{ service: 'api-gateway' }, '300'],
      [{ service: 'new' }, '1'],
    );
    const before = vector([{ service: 'api-gateway' }, '100'], [{ service: 'q2q-ai' }, '100']);
    const result = await look({ 'for-each': 'service' }, now, before);
    expect(result.evidence.map(({ what, result: row }) => [what, row])).toEqual([
      ['api-gateway', 'fail'],
      ['new', 'inconclusive'],
      ['q2q-ai', 'pass'],
    ]);
    expect(result.failing).toEqual(['api-gateway']);
  });

  it.each([
    ['neither then nor a baseline', { offset: undefined }],
    ['both', { baseline: 1 }],
    ['nothing to hold it against', { 'max-ratio': undefined }],
    ['one baseline for many', { ...captured, 'for-each': 'service' }],
    ['a baseline that is no number', { ...captured, baseline: 'yesterday' }],
  ])('refuses %s', (_what, more) => {
    expect(promCompare.schema.safeParse({ ...args, ...more }).success).toBe(false);
  });
});
