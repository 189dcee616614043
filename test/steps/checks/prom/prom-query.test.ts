import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../../src/steps/checks/define-check.ts';
import { promQuery } from '../../../../src/steps/checks/prom-query.ts';
import { fakeRunContext, previewContext } from '../../../fixtures/run-context.ts';
import {
  monitoredContext,
  prometheusHttp,
  recorded,
  type Reply,
  vector,
} from '../../../fixtures/prometheus/prometheus-http.ts';

const args = { query: 'errors', name: 'error rate', unit: '%', below: 'error-rate-percent' };

async function look(
  more: Readonly<Record<string, unknown>>,
  reply: Reply,
  traffic?: Reply,
): Promise<CheckResult> {
  const http = prometheusHttp((_path, parameters) =>
    parameters.get('query') === 'traffic' ? traffic : reply,
  );
  return promQuery.run({ ...args, ...more }, monitoredContext(http));
}

const one = (value: string): string => vector([{}, value]);
const minTraffic = { 'min-traffic': { query: 'traffic', 'at-least': 'request-rate-minimum', unit: 'req/s' } };

const secret = (name: string): string | undefined => (name === 'metrics-token' ? 's3cret' : undefined);

describe('the check prom.query', () => {
  it.each<[string, Record<string, unknown>, Reply, CheckResult['verdict']]>([
    ['a figure below the bound', {}, one('0.99'), 'pass'],
    ['one on the bound, which is not below it', {}, one('1'), 'fail'],
    ['one beyond', {}, one('1.8750000000000002'), 'fail'],
    ['at most, on the bound', { below: undefined, max: 1 }, one('1'), 'pass'],
    ['at least, under it', { below: undefined, min: 2 }, one('1.9'), 'fail'],
    ['both bounds', { below: 3, min: 2 }, one('2'), 'pass'],
    ['a bound that a template has filled', { below: '2.5' }, one('2'), 'pass'],
    [
      'a scalar',
      {},
      '{"status":"success","data":{"resultType":"scalar","result":[1435781451.781,"0.5"]}}',
      'pass',
    ],
    ['zero', {}, one('0'), 'pass'],
    ['an empty vector', {}, vector(), 'inconclusive'],
    ['NaN', {}, one('NaN'), 'inconclusive'],
    ['+Inf', { below: undefined, min: 1 }, one('+Inf'), 'inconclusive'],
    ['-Inf', {}, one('-Inf'), 'inconclusive'],
    ['several series where one is meant', {}, recorded('query-up'), 'inconclusive'],
    ['a matrix', {}, '{"status":"success","data":{"resultType":"matrix","result":[]}}', 'inconclusive'],
    [
      'a native histogram',
      {},
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}',
      'inconclusive',
    ],
    [
      'a bad query',
      {},
      { status: 400, body: '{"status":"error","errorType":"bad_data","error":"1:5: parse error"}' },
      'error',
    ],
    [
      'an error with status 200',
      {},
      '{"status":"error","errorType":"timeout","error":"query timed out"}',
      'error',
    ],
    ['a proxy that is down', {}, { status: 502, body: '<html>' }, 'error'],
    ['success with a status that is none', {}, { status: 503, body: one('0') }, 'error'],
    ['a login page', {}, '<html>Log in</html>', 'error'],
    ['no right', {}, { status: 403 }, 'error'],
    ['an answer that was cut', {}, { body: one('0'), truncated: true }, 'error'],
  ])('answers to %s', async (_what, more, reply, verdict) => {
    const result = await look(more, reply);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].result).toBe(verdict);
    expect(verdict === 'pass' || result.evidence[0].next !== undefined).toBe(true);
  });

  it('says what Prometheus said of a bad query, and what series came where one is meant', async () => {
    const bad = await look(
      {},
      { status: 400, body: '{"status":"error","errorType":"bad_data","error":"1:5: parse error"}' },
    );
    expect(bad.summary).toBe('Prometheus: bad_data: 1:5: parse error');
    const several = await look({}, recorded('query-up'));
    expect(several.evidence[0].observed).toBe(
      '2 series: up{job="prometheus", instance="localhost:9090"} 1; up{job="node", instance="localhost:9100"} 0',
    );
  });

  it('says observed against expected, with the name of the threshold, and gives the figure', async () => {
    const result = await look({}, one('1.8750000000000002'));
    expect(result.summary).toBe('error rate: 1.875 %; expected below 1 % (error-rate-percent)');
    expect(result.measured).toEqual({ label: 'error rate', unit: '%', value: 1.875 });
    expect(result.evidence[0].details).toContain('query: errors');
  });

  it('shows warnings', async () => {
    const body = JSON.stringify({ ...JSON.parse(one('0')), warnings: ['store gateway 2 did not answer'] });
    const result = await look({}, { body });
    expect(result).toMatchObject({
      verdict: 'pass',
      evidence: [{ details: ['query: errors', 'warning: store gateway 2 did not answer'] }],
    });
    expect(result.summary).toContain('store gateway 2 did not answer');
  });

  it.each<[string, Record<string, unknown>, Reply | undefined, CheckResult['verdict']]>([
    ['enough traffic', {}, one('100'), 'fail'],
    ['too little', {}, one('99.9'), 'inconclusive'],
    ['too little, which is to pass', { 'zero-traffic': 'pass' }, one('0'), 'pass'],
    ['no traffic series', {}, vector(), 'inconclusive'],
    ['traffic that is NaN', {}, one('NaN'), 'inconclusive'],
    [
      'an error of the traffic query',
      {},
      { status: 422, body: '{"status":"error","errorType":"execution","error":"no"}' },
      'error',
    ],
  ])('with %s', async (_what, more, traffic, verdict) => {
    expect(await look({ ...minTraffic, ...more }, one('50'), traffic)).toMatchObject({ verdict });
  });

  it('looks at each service by itself, bad ones first, and names those that fail', async () => {
    const reply = vector(
      [{ service: 'q2q-ai' }, '0.2'],
      [{ service: 'teei-api-gateway' }, '15'],
      [{ service: 'other' }, 'NaN'],
    );
    const result = await look({ 'for-each': 'service' }, reply);
    expect(result.verdict).toBe('fail');
    expect(result.evidence.map(({ what, result: row }) => [what, row])).toEqual([
      ['teei-api-gateway', 'fail'],
      ['other', 'inconclusive'],
      ['q2q-ai', 'pass'],
    ]);
    expect(result.failing).toEqual(['api-gateway']);
    expect(result.summary).toBe(
      'error rate: 1 of 3 below 1 % (error-rate-percent); not: teei-api-gateway 15 %, other NaN',
    );
    expect(result.measured?.value).toBe(15);
  });

  it('lets services without traffic pass where that is said, and no others', async () => {
    const reply = vector(
      [{ service: 'busy' }, '15'],
      [{ service: 'quiet' }, 'NaN'],
      [{ service: 'unknown' }, '0'],
    );
    const traffic = vector([{ service: 'busy' }, '300'], [{ service: 'quiet' }, '0']);
    const result = await look(
      { ...minTraffic, 'for-each': 'service', 'zero-traffic': 'pass' },
      reply,
      traffic,
    );
    const verdicts = Object.fromEntries(result.evidence.map(({ what, result: row }) => [what, row]));
    expect(verdicts).toEqual({ busy: 'fail', quiet: 'pass', unknown: 'pass' });
  });

  it.each([
    ['a series without the label', vector([{ job: 'x' }, '0'])],
    ['two series of one value', vector([{ service: 'a', pod: '1' }, '0'], [{ service: 'a', pod: '2' }, '0'])],
    ['no series at all', vector()],
  ])('is inconclusive for each with %s', async (_what, reply) => {
    expect((await look({ 'for-each': 'service' }, reply)).verdict).toBe('inconclusive');
  });

  it('is inconclusive without the endpoint, and says what to write where', async () => {
    const result = await promQuery.run({ ...args, below: 1 }, fakeRunContext());
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toContain('environments.production.endpoints');
  });

  it('is an error for a threshold that is not there, and asks nobody', async () => {
    const http = prometheusHttp(() => one('0'));
    const result = await promQuery.run({ ...args, below: 'no-such' }, monitoredContext(http));
    expect(result).toMatchObject({
      verdict: 'error',
      summary: 'prom.query needs the threshold no-such in platform.yaml',
    });
    expect(http.requests).toEqual([]);
  });

  it('sends a token, which is a secret, and asks nobody without it', async () => {
    const http = prometheusHttp(() => one('0'));
    const context = monitoredContext(http, { secret });
    const result = await promQuery.run({ ...args, token: 'metrics-token' }, context);
    expect(http.requests.map(({ url, headers }) => [url, headers])).toEqual([
      ['https://prometheus.example.com/api/v1/query?query=errors', { Authorization: 'Bearer s3cret' }],
    ]);
    expect(JSON.stringify([result, context.told])).not.toContain('s3cret');
    expect(await promQuery.run({ ...args, token: 'other' }, context)).toMatchObject({ verdict: 'error' });
    expect(http.requests).toHaveLength(1);
  });

  it('prints the figure, for a capture', async () => {
    const context = monitoredContext(prometheusHttp(() => one('0.5')));
    await promQuery.run(args, context);
    expect(JSON.parse(context.told.output.stdout)).toEqual({
      name: 'error rate',
      value: 0.5,
      unit: '%',
      verdict: 'pass',
    });
  });

  it('describes itself by what it is held against, and refuses to be held against nothing', () => {
    expect(promQuery.describe({ ...args, 'for-each': 'service' }, previewContext())).toBe(
      'error rate for each service is below error-rate-percent',
    );
    expect(promQuery.schema.safeParse({ query: 'up' }).success).toBe(false);
  });
});
