import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { systemHttp } from '../../src/platform/http.ts';
import { closeServer, listenOnLoopback } from '../../src/rehearsal/kubernetes/network/loopback.ts';
import type { Check, CheckResult } from '../../src/steps/checks/define-check.ts';
import { promAlerts } from '../../src/steps/checks/prom-alerts.ts';
import { promQuery } from '../../src/steps/checks/prom-query.ts';
import { promRules } from '../../src/steps/checks/prom-rules.ts';
import { promTargets } from '../../src/steps/checks/prom-targets.ts';
import { environment, fakeRunContext, inventory } from '../fixtures/run-context.ts';
import { freePort } from './support/local-server.ts';
import { prometheusProgram, type PrometheusServer, startRealPrometheus } from './support/prometheus.ts';

const why =
  prometheusProgram === undefined
    ? ' (skipped: prometheus is not installed; apt-get install prometheus)'
    : '';

const rules = JSON.stringify({
  groups: [
    {
      name: 'teei',
      rules: [
        { alert: 'ServiceDown', expr: 'up == 0', labels: { severity: 'critical' } },
        { alert: 'QueueLong', expr: 'queue_length > 100', labels: { severity: 'warning' } },
        // Two series for one: that fails whenever it is evaluated.
        {
          alert: 'Broken',
          expr: 'queue_length * on(namespace) queue_length',
          labels: { severity: 'warning' },
        },
      ],
    },
  ],
});

/** A service, and what it says of itself. */
const metrics = `queue_length{queue="short"} 3
queue_length{queue="long"} 250
not_a_number NaN
`;

describe.skipIf(prometheusProgram === undefined)(`checks that ask a real Prometheus${why}`, () => {
  let service: Server;
  let prometheus: PrometheusServer;
  let down = '';

  beforeAll(async () => {
    service = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/plain; version=0.0.4');
      response.end(metrics);
    });
    const up = `127.0.0.1:${String(await listenOnLoopback(service))}`;
    down = `127.0.0.1:${String(await freePort())}`;
    prometheus = await startRealPrometheus([up, down], rules);
    // Scraped, and every rule evaluated.
    const isMeasured = async (): Promise<boolean> =>
      (await look(promAlerts, { silent: ['ServiceDown', 'QueueLong'] })).evidence.filter(
        ({ result }) => result === 'fail',
      ).length === 2;
    await vi.waitUntil(isMeasured, { timeout: 20_000, interval: 100 });
  }, 60_000);
  afterAll(async () => {
    await prometheus.stop();
    await closeServer(service);
  });

  function look(check: Check, args: Record<string, unknown>): Promise<CheckResult> {
    return check.run(
      args,
      fakeRunContext({
        environment: { ...environment, endpoints: { prometheus: prometheus.url } },
        inventory: { ...inventory, thresholds: { 'queue-limit': 300 } },
        ports: { http: systemHttp, clock: systemClock },
      }),
    );
  }

  it.each<[string, Record<string, unknown>, string]>([
    ['a figure within its bound', { query: 'max(queue_length)', below: 'queue-limit' }, 'pass'],
    ['a figure beyond it', { query: 'max(queue_length)', below: 250 }, 'fail'],
    ['a figure for each queue', { query: 'queue_length', 'for-each': 'queue', max: 100 }, 'fail'],
    ['several where one is meant', { query: 'queue_length', max: 100 }, 'inconclusive'],
    ['no series', { query: 'no_such_metric', max: 1 }, 'inconclusive'],
    ['NaN', { query: 'not_a_number', max: 1 }, 'inconclusive'],
    ['infinity', { query: 'max(queue_length) / 0', max: 1 }, 'inconclusive'],
    ['a matrix', { query: 'queue_length[1m]', max: 1 }, 'inconclusive'],
    ['a query that is none', { query: 'sum(', max: 1 }, 'error'],
    [
      'a query that can not be evaluated',
      { query: 'queue_length * on(namespace) queue_length', max: 1 },
      'error',
    ],
    [
      'too little traffic',
      { query: 'max(queue_length)', max: 300, 'min-traffic': { query: 'min(queue_length)', 'at-least': 10 } },
      'inconclusive',
    ],
  ])('prom.query answers to %s', async (_what, args, verdict) => {
    expect(await look(promQuery, args)).toMatchObject({ verdict });
  });

  it('prom.targets names the target that is down, with its error', async () => {
    const result = await look(promTargets, { match: { namespace: 'teei-test' }, min: 2 });
    expect(result).toMatchObject({ verdict: 'fail', evidence: [{ result: 'fail' }, { result: 'pass' }] });
    expect(result.evidence[0].observed).toMatch(/connection refused/);
    expect((await look(promTargets, { match: { job: 'nothing' } })).verdict).toBe('inconclusive');
  });

  it('prom.alerts tells what fires, and does not take a rule that is not there for silent', async () => {
    expect(await look(promAlerts, { match: { severity: 'critical' } })).toMatchObject({
      verdict: 'fail',
      summary: '1 alert fires: ServiceDown',
    });
    expect(await look(promAlerts, { silent: ['NoSuchRule'] })).toMatchObject({ verdict: 'inconclusive' });
  });

  it('prom.rules tells which rule is well, which is missing and which fails', async () => {
    expect(await look(promRules, { alerts: ['ServiceDown', 'QueueLong'] })).toMatchObject({
      verdict: 'pass',
    });
    const result = await look(promRules, { alerts: ['ServiceDown', 'Missing', 'Broken'] });
    expect(result).toMatchObject({
      verdict: 'fail',
      evidence: [{ what: 'Missing', observed: 'no such rule' }, { what: 'Broken' }, { what: 'ServiceDown' }],
    });
    expect(result.evidence[1]?.observed).toMatch(/^it fails: .*many-to-many matching/);
  });
});
