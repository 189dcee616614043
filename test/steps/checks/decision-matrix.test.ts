import { describe, expect, it } from 'vitest';
import { decisionMatrix } from '../../../src/steps/checks/decision-matrix.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import type { Cluster } from '../../../src/steps/ports/cluster.ts';
import type { HttpAnswer } from '../../../src/steps/ports/http.ts';
import {
  monitoredContext,
  prometheusHttp,
  type Reply,
  vector,
} from '../../fixtures/prometheus/prometheus-http.ts';
import { deploymentState } from '../../fixtures/pods/deployment-state.ts';
import { type FakeContext, inventory, service } from '../../fixtures/run-context.ts';
import { emptyState, scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const services = ['api-gateway', 'analytics', 'reporting'].map((name) => service(name));
const thresholds = {
  'error-rate-watch-percent': 5,
  'error-rate-timer-percent': 10,
  'error-rate-rollback-percent': 20,
  'error-rate-timer-minutes': 5,
};
const args = {
  errors: { query: 'all', 'min-traffic': { query: 'traffic', 'at-least': 10, unit: 'req/s' } },
  'errors-each': {
    query: 'each',
    'for-each': 'service',
    'min-traffic': { query: 'traffic-each', 'at-least': 1 },
  },
};

interface World {
  /** The error rate at each look; the last one stays. */
  readonly rates?: readonly (string | undefined)[];
  readonly each?: Reply;
  readonly traffic?: string;
  /** Services whose health endpoint answers 503. */
  readonly sick?: readonly string[];
  readonly unavailable?: readonly string[];
  readonly cluster?: Partial<Cluster>;
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly signal?: AbortSignal;
}

function contextOf(world: World): FakeContext {
  const rates = [...(world.rates ?? ['0'])];
  const http = prometheusHttp((_path, parameters): Reply | undefined => {
    switch (parameters.get('query')) {
      case 'all': {
        const rate = rates.length > 1 ? rates.shift() : rates[0];
        return rate === undefined ? vector() : vector([{}, rate]);
      }
      case 'each':
        return world.each ?? vector([{ service: 'analytics' }, '0']);
      case 'traffic':
        return vector([{}, world.traffic ?? '500']);
      default:
        return vector([{ service: 'analytics' }, '100'], [{ service: 'teei-analytics' }, '100']);
    }
  });
  const ports = scriptedCluster([], {
    list: () =>
      Promise.resolve(
        services.map(({ deployment }) => ({
          metadata: { name: deployment },
          spec: { ports: [{ port: 80 }] },
        })),
      ),
    look: () =>
      Promise.resolve({
        ...emptyState,
        deployments: services.map(({ name, deployment }) =>
          deploymentState(deployment, { available: world.unavailable?.includes(name) === true ? 0 : 2 }),
        ),
      }),
    askService: ({ service: name }) =>
      Promise.resolve(answer(world.sick?.some((one) => name.endsWith(one)) === true ? 503 : 200)),
    ...world.cluster,
  });
  return monitoredContext(http, {
    inventory: { ...inventory, services, thresholds: world.thresholds ?? thresholds },
    ports,
    ...(world.signal === undefined ? {} : { signal: world.signal }),
  });
}

function answer(status: number): HttpAnswer {
  return { kind: 'answer', status, headers: {}, body: '{}', truncated: false, milliseconds: 5 };
}

function decide(world: World, more: Readonly<Record<string, unknown>> = {}): Promise<CheckResult> {
  return decisionMatrix.run({ ...args, ...more }, contextOf(world));
}

describe('decision.matrix', () => {
  it.each<[string, World, CheckResult['verdict'], string | undefined]>([
    ['a healthy platform', {}, 'pass', 'none'],
    ['7 %', { rates: ['7'] }, 'pass', 'watch'],
    ['23 %', { rates: ['23'] }, 'fail', 'rollback'],
    ['all health checks failing', { sick: ['api-gateway', 'analytics', 'reporting'] }, 'fail', 'rollback'],
    ['one service failing', { sick: ['analytics'] }, 'fail', 'rollback-services'],
    ['one service without pods', { unavailable: ['analytics'] }, 'fail', 'rollback-services'],
    [
      'one service with errors',
      { each: vector([{ service: 'teei-analytics' }, '80']) },
      'fail',
      'rollback-services',
    ],
    ['no series', { rates: [undefined] }, 'inconclusive', undefined],
    ['NaN', { rates: ['NaN'] }, 'inconclusive', undefined],
    ['too little traffic', { traffic: '3' }, 'inconclusive', undefined],
    ['a broken answer', { each: '<html>' }, 'inconclusive', undefined],
  ])('says of %s', async (_what, world, verdict, decision) => {
    const result = await decide(world);
    expect(result.verdict).toBe(verdict);
    expect(result.values?.['decision']).toBe(decision);
    expect(verdict === 'pass' || result.evidence[0].next !== undefined).toBe(true);
  });

  it('names the service that fails, so that it can go back alone', async () => {
    const result = await decide({ sick: ['analytics'] });
    expect(result.failing).toEqual(['analytics']);
    expect(result.values).toMatchObject({
      failing: 'analytics',
      'decision-row': 'service-failing',
      'error-rate': 0,
    });
    expect(result.summary).toMatch(
      /^Roll back analytics only \(a service fails, and not all: analytics \(.*status 503/,
    );
  });

  it('keeps every row with what was seen of it, the fired one first', async () => {
    const { evidence } = await decide({ rates: ['23'] });
    expect(evidence).toHaveLength(7);
    expect(evidence[0]).toMatchObject({
      what: 'error rate of 20 % or more',
      result: 'fail',
      observed: 'holds: 23 %',
      next: 'Roll back',
    });
  });

  it('waits five minutes in the band between, and shows how long still', async () => {
    const context = contextOf({ rates: ['14'] });
    const result = await decisionMatrix.run(args, context);
    expect(result).toMatchObject({
      verdict: 'fail',
      values: { decision: 'rollback', 'decision-row': 'error-rate-timer' },
    });
    expect(context.told.progress).toHaveLength(20);
    expect(context.told.progress[0]).toMatchObject({
      summary: 'error rate 14 %: look for the cause; rolls back in 5m, unless it falls below 10 %',
      trend: { label: 'error rate', unit: '%', values: [14] },
    });
    expect(context.told.progress.at(-1)?.summary).toContain('rolls back in 15s');
  });

  it('rolls back at once when the rate rises meanwhile, and comes down when it falls', async () => {
    expect((await decide({ rates: ['14', '31'] })).values).toMatchObject({
      decision: 'rollback',
      'error-rate': 31,
    });
    expect((await decide({ rates: ['14', '2', '2'] })).values).toMatchObject({ decision: 'none' });
  });

  it('looks once where it is asked to, and starts no timer', async () => {
    const result = await decide({ rates: ['14'] }, { once: true, 'report-only': true });
    expect(result).toMatchObject({ verdict: 'pass', values: { decision: 'investigate' } });
  });

  it('reports only where it is asked to, but never passes what it could not tell', async () => {
    expect(await decide({ rates: ['23'] }, { 'report-only': true })).toMatchObject({
      verdict: 'pass',
      values: { decision: 'rollback' },
    });
    expect((await decide({ rates: [undefined] }, { 'report-only': true })).verdict).toBe('inconclusive');
  });

  it('stops for a failed migration, whatever else is so', async () => {
    expect((await decide({ rates: ['50'] }, { migration: 'failed' })).values).toMatchObject({
      decision: 'stop',
    });
    expect((await decide({}, { migration: 'compatible' })).values).toMatchObject({ decision: 'none' });
  });

  it('is inconclusive when it is stopped, and an error where thresholds are missing', async () => {
    expect((await decide({ signal: AbortSignal.abort('operator') })).verdict).toBe('inconclusive');
    const result = await decide({ thresholds: {} });
    expect(result.verdict).toBe('error');
    expect(result.summary).toContain('error-rate-timer-minutes');
  });
});
