import { describe, expect, it } from 'vitest';
import { evaluate, type QueryValue } from '../../../src/rehearsal/monitoring/promql/evaluate.ts';
import { parseQuery } from '../../../src/rehearsal/monitoring/promql/parse.ts';
import { QueryFault } from '../../../src/rehearsal/monitoring/promql/tokens.ts';
import { type Labels, SeriesStore } from '../../../src/rehearsal/monitoring/series.ts';

const start = Date.parse('2026-03-03T10:00:00Z');
const second = 1000;

/** Two services: 10 and 20 requests a second, of which one fails one in ten; and a pod that was gone half way. */
function store(): SeriesStore {
  const filled = new SeriesStore(3600 * second);
  for (let round = 0; round <= 20; round += 1) {
    const elapsed = round * 15;
    const counter = (labels: Labels, perSecond: number) => ({
      labels: { __name__: 'requests_total', ...labels },
      value: perSecond * elapsed,
    });
    filled.add(start + elapsed * second, [
      counter({ service: 'a', pod: 'a-1', status: '200' }, 9),
      counter({ service: 'a', pod: 'a-1', status: '500' }, 1),
      counter({ service: 'b', pod: 'b-1', status: '200' }, 20),
      ...(round < 10 ? [counter({ service: 'b', pod: 'b-0', status: '200' }, 5)] : []),
      { labels: { __name__: 'up', pod: 'a-1' }, value: 1 },
      { labels: { __name__: 'up', pod: 'b-1' }, value: round % 2 },
      ...bucket('0.5', 50 * elapsed),
      ...bucket('1', 90 * elapsed),
      ...bucket('+Inf', 100 * elapsed),
    ]);
  }
  return filled;
}

function bucket(le: string, value: number) {
  return [{ labels: { __name__: 'took_bucket', le }, value }];
}

function ask(query: string, pace = 1): QueryValue {
  return evaluate(parseQuery(query), { store: store(), at: start + 300 * second, pace });
}

/** Values by a label; a lone one under its empty name. */
function values(query: string, label = '', pace = 1): Readonly<Record<string, number>> {
  const value = ask(query, pace);
  if (value.kind === 'scalar') return { '': value.value };
  return Object.fromEntries(value.samples.map((sample) => [sample.labels[label] ?? '', sample.value]));
}

describe('the queries that the Prometheus of a rehearsal answers', () => {
  it.each<[string, string, Record<string, number>]>([
    ['1 + 2 * 3', '', { '': 7 }],
    ['(1 + 2) * -3', '', { '': -9 }],
    ['vector(1) / 0', '', { '': Number.POSITIVE_INFINITY }],
    ['up', 'pod', { 'a-1': 1, 'b-1': 0 }],
    ['up{pod="a-1"}', 'pod', { 'a-1': 1 }],
    ['up{pod!="a-1"}', 'pod', { 'b-1': 0 }],
    ['up{pod=~"a-.*"}', 'pod', { 'a-1': 1 }],
    ['up{pod!~"a"}', 'pod', { 'a-1': 1, 'b-1': 0 }],
    ['up == 0', 'pod', { 'b-1': 0 }],
    ['up > 0', 'pod', { 'a-1': 1 }],
    ['count(up)', '', { '': 2 }],
    ['avg(up)', '', { '': 0.5 }],
    ['sum(rate(requests_total[2m]))', '', { '': 30 }],
    ['sum by (service) (rate(requests_total[2m]))', 'service', { a: 10, b: 20 }],
    ['sum(rate(requests_total[2m])) by (service)', 'service', { a: 10, b: 20 }],
    ['sum(increase(requests_total{service="a"}[1m]))', '', { '': 600 }],
    ['sum by (service) (rate(requests_total[10m]))', 'service', { a: 10, b: 25 }],
    [
      '100 * sum by (service) (rate(requests_total{status=~"5.."}[2m])) / sum by (service) (rate(requests_total[2m]))',
      'service',
      { a: 10 },
    ],
    [
      '100 * (sum by (service) (rate(requests_total{status=~"5.."}[2m])) or 0 * sum by (service) (rate(requests_total[2m]))) / sum by (service) (rate(requests_total[2m]))',
      'service',
      { a: 10, b: 0 },
    ],
    ['histogram_quantile(0.5, sum by (le) (rate(took_bucket[2m])))', '', { '': 0.5 }],
    ['histogram_quantile(0.7, sum by (le) (rate(took_bucket[2m])))', '', { '': 0.75 }],
    ['histogram_quantile(0.95, sum by (le) (rate(took_bucket[2m])))', '', { '': 1 }],
    ['no_such_metric', '', {}],
    ['rate(requests_total[10s])', '', {}],
  ])('%s', (query, label, expected) => {
    const found = values(query, label);
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [key, value] of Object.entries(expected)) expect(found[key]).toBeCloseTo(value, 6);
  });

  it('is NaN where nothing was counted', () => {
    expect(values('histogram_quantile(0.95, 0 * sum by (le) (rate(took_bucket[2m])))')['']).toBeNaN();
  });

  it('takes ranges for simulated time, and seconds for those of the clock', () => {
    // 2 m at pace 4 are 30 s, two rounds: the rate is the same.
    expect(values('sum by (service) (rate(requests_total[2m]))', 'service', 4)).toEqual({ a: 10, b: 20 });
    // 10 m at pace 10 are one minute, in which b-0 was gone.
    expect(values('sum by (service) (rate(requests_total[10m]))', 'service', 10)).toEqual({ a: 10, b: 20 });
  });

  it('counts on where a counter began anew', () => {
    const counter = new SeriesStore(3600 * second);
    for (const [round, value] of [100, 110, 5, 15].entries()) {
      counter.add(start + round * 10 * second, [{ labels: { __name__: 'c' }, value }]);
    }
    const value = evaluate(parseQuery('rate(c[1m])'), { store: counter, at: start + 30 * second, pace: 1 });
    expect(value).toMatchObject({ samples: [{ value: 25 / 30 }] });
  });

  it.each([
    ['', 0],
    ['sum(', 4],
    ['sum(up', 6],
    ['up)', 2],
    ['rate(up)', 7],
    ['rate(up[5])', 8],
    ['up{pod=1}', 7],
    ['up{pod=~"("}', 6],
    ['predict_linear(up[1h], 60)', 0],
    ['up offset 1h', 3],
    ['"text"', 0],
    ['up ? 1', 3],
  ])('refuses %s, and says where', (query, at) => {
    expect(() => parseQuery(query)).toThrow(QueryFault);
    expect(() => parseQuery(query)).toThrow(expect.objectContaining({ at }));
  });

  it('forgets what is older than it keeps', () => {
    const short = new SeriesStore(60 * second);
    for (let round = 0; round < 10; round += 1) {
      short.add(start + round * 15 * second, [{ labels: { __name__: 'up' }, value: round }]);
    }
    expect(short.between(0, start + 3600 * second)[0]?.points).toHaveLength(5);
  });
});
