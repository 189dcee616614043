import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemHttp } from '../../../src/platform/http.ts';
import { listenForMonitoring, type Monitoring } from '../../../src/rehearsal/monitoring/listen.ts';
import { grafanaHealth } from '../../../src/steps/checks/grafana-health.ts';
import type { Check, CheckResult } from '../../../src/steps/checks/define-check.ts';
import { promAlerts } from '../../../src/steps/checks/prom-alerts.ts';
import { promQuery } from '../../../src/steps/checks/prom-query.ts';
import { promTargets } from '../../../src/steps/checks/prom-targets.ts';
import { podInState, waitingFor } from '../../fixtures/rehearsal/pod-in-state.ts';
import { serve, servingWorld } from '../../fixtures/rehearsal/serving-world.ts';
import { environment, fakeRunContext } from '../../fixtures/run-context.ts';

const minute = 60_000;
const errors =
  '100 * (sum by (service) (rate(http_requests_total{namespace="prod",status=~"5.."}[2m])) or 0 * sum by (service) (rate(http_requests_total{namespace="prod"}[2m]))) / sum by (service) (rate(http_requests_total{namespace="prod"}[2m]))';
const p95 =
  '1000 * histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{namespace="prod"}[2m])))';

let monitoring: Monitoring | undefined;
afterEach(() => monitoring?.close());

/** Two services with two pods each, in a world whose time the test moves. */
async function monitored(http: { readonly errors: number; readonly latency: number }) {
  let behaviour = { ...http, healthy: true };
  let stuck: readonly string[] = [];
  const world = {
    ...servingWorld(),
    behaviourOf: () => ({
      digest: `sha256:${'0'.repeat(64)}`,
      pull: 0,
      main: { kind: 'serves', readyAfter: 0, log: [], http: behaviour } as const,
      commands: [],
    }),
  };
  serve(world, 'api-gateway', 2);
  serve(world, 'reporting', 2);
  const opened = await listenForMonitoring();
  monitoring = opened;
  const run = (check: Check, args: Readonly<Record<string, unknown>>): Promise<CheckResult> =>
    check.run(
      args,
      fakeRunContext({
        environment: { ...environment, endpoints: opened.endpoints },
        ports: { http: systemHttp },
      }),
    );
  return {
    world,
    run,
    url: opened.endpoints.prometheus,
    begin: () => opened.watch({ world, pace: 1, namespace: 'prod', stuckConsumers: () => stuck }),
    become: (next: { readonly errors: number; readonly latency: number }) => {
      behaviour = { ...next, healthy: true };
    },
    sticks: () => {
      stuck = ['journey-triggers'];
    },
  };
}

const well = { errors: 0, latency: 40 };

describe('the monitoring of a rehearsal', () => {
  it('is not there before it has begun', async () => {
    const { run } = await monitored(well);
    expect(await run(promQuery, { query: 'up', below: 1 })).toMatchObject({ verdict: 'error' });
    expect(await run(grafanaHealth, {})).toMatchObject({ verdict: 'pass' });
  });

  it('measures what users meet with, and follows what becomes of it', async () => {
    const { world, run, begin, become } = await monitored(well);
    begin();
    await world.schedule.pass(3 * minute);
    const before = await run(promQuery, { query: errors, 'for-each': 'service', below: 1 });
    expect(before).toMatchObject({ verdict: 'pass', measured: { value: 0 } });
    expect(await run(promQuery, { query: p95, below: 2000 })).toMatchObject({ verdict: 'pass' });
    become({ errors: 0.15, latency: 2600 });
    await world.schedule.pass(3 * minute);
    const after = await run(promQuery, { query: errors, 'for-each': 'service', below: 1 });
    expect(after).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(after.measured?.value).toBeCloseTo(15, 0);
    expect(await run(promQuery, { query: p95, below: 2000 })).toMatchObject({ verdict: 'fail' });
  });

  it('counts the requests of the users by the second', async () => {
    const { world, run, begin } = await monitored(well);
    begin();
    await world.schedule.pass(3 * minute);
    const query = 'sum(rate(http_requests_total{namespace="prod"}[2m]))';
    const result = await run(promQuery, { query, min: 79, max: 81 });
    expect(result).toMatchObject({ verdict: 'pass' });
  });

  it('knows each pod as a target, and why one does not answer', async () => {
    const { world, run, begin } = await monitored(well);
    podInState(world, 'prod-teei-analytics-0', [
      {
        name: 'analytics',
        image: 'ghcr.io/owner/teei-analytics:v1',
        port: 3007,
        state: waitingFor('CrashLoopBackOff'),
      },
    ]);
    begin();
    const result = await run(promTargets, { match: { namespace: 'prod' } });
    expect(result.summary).toBe('4 of 5 targets are up; not: analytics');
    expect(result.evidence[0].observed).toContain('connection refused');
  });

  it('fires what lasts, and not before', async () => {
    const { world, run, begin, become, sticks } = await monitored(well);
    begin();
    become({ errors: 0.3, latency: 40 });
    sticks();
    await world.schedule.pass(30_000);
    expect(await run(promAlerts, {})).toMatchObject({ verdict: 'pass' });
    await world.schedule.pass(2 * minute);
    const fired = await run(promAlerts, { match: { namespace: 'prod' } });
    expect(fired).toMatchObject({ verdict: 'fail' });
    for (const name of ['HighErrorRate', 'NatsConsumerStuck']) expect(fired.summary).toContain(name);
    expect(await run(promAlerts, { silent: ['HighLatency'] })).toMatchObject({ verdict: 'pass' });
    expect(await run(promQuery, { query: 'count(ALERTS{alertstate="firing"})', min: 1 })).toMatchObject({
      verdict: 'pass',
    });
  });

  it('is silent again where it is well again', async () => {
    const { world, run, begin, become } = await monitored({ errors: 0.3, latency: 40 });
    begin();
    await world.schedule.pass(4 * minute);
    expect(await run(promAlerts, {})).toMatchObject({ verdict: 'fail' });
    become(well);
    await world.schedule.pass(4 * minute);
    expect(await run(promAlerts, {})).toMatchObject({ verdict: 'pass' });
  });

  it('refuses what it does not know in the words of Prometheus', async () => {
    const { url, begin } = await monitored(well);
    begin();
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent('topk(3, up)')}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 'error', errorType: 'bad_data' });
  });

  it('takes a long query as a form, and gives ranges', async () => {
    const { world, url, begin } = await monitored(well);
    begin();
    await world.schedule.pass(minute);
    const now = world.schedule.now() / 1000;
    const body = new URLSearchParams({
      query: 'sum(up)',
      start: String(now - 45),
      end: String(now),
      step: '15',
    });
    const answer = await fetch(`${url}/api/v1/query_range`, { method: 'POST', body });
    const schema = z.object({
      data: z.object({ result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })) }),
    });
    const { data } = schema.parse(await answer.json());
    expect(data.result[0]?.values.map(([, value]) => value)).toEqual(['4', '4', '4', '4']);
  });

  it.each(['/-/healthy', '/-/ready', '/api/v1/rules'])('answers %s', async (path) => {
    const { url, begin } = await monitored(well);
    begin();
    expect((await fetch(url + path)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/no-such`)).status).toBe(404);
  });
});
