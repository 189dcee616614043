import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { hpaHealthy } from '../../../src/steps/checks/hpa-healthy.ts';
import type { Manifest } from '../../../src/steps/ports/cluster.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

/**
 * The object of https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale-walkthrough/ (its status with
 * conditions and current metrics, as `kubectl get hpa -o yaml` and "Appendix: HorizontalPodAutoscaler status conditions"
 * show it), for a Deployment of the tests' inventory.
 */
const conditions = [
  {
    type: 'AbleToScale',
    status: 'True',
    reason: 'ReadyForNewScale',
    message: 'the last scale time was sufficiently old as to warrant a new scale',
  },
  {
    type: 'ScalingActive',
    status: 'True',
    reason: 'ValidMetricFound',
    message: 'the HPA was able to successfully calculate a replica count from cpu resource utilization',
  },
  {
    type: 'ScalingLimited',
    status: 'False',
    reason: 'DesiredWithinRange',
    message: 'the desired replica count is within the acceptable range',
  },
];
const cpuNow = {
  type: 'Resource',
  resource: { name: 'cpu', current: { averageUtilization: 48, averageValue: '96m' } },
};

interface Given {
  readonly conditions?: readonly Readonly<Record<string, string>>[];
  readonly current?: number;
  readonly metrics?: readonly unknown[];
}

function autoscaler({ conditions: changed = [], current = 3, metrics = [cpuNow] }: Given): Manifest {
  const now = conditions.map((one) => changed.find(({ type }) => type === one.type) ?? one);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'teei-api-gateway' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
        },
      ],
    },
    status: { currentReplicas: current, desiredReplicas: current, conditions: now, currentMetrics: metrics },
  };
}

/**
 * The same as autoscaling/v1 tells it, conditions in an annotation:
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/autoscaling/annotations.go
 */
function older(annotated: readonly unknown[], cpu: number | undefined): Manifest {
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: 'api',
      annotations: { 'autoscaling.alpha.kubernetes.io/conditions': JSON.stringify(annotated) },
    },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'teei-api-gateway' },
      minReplicas: 2,
      maxReplicas: 10,
      targetCPUUtilizationPercentage: 50,
    },
    status: {
      currentReplicas: 3,
      desiredReplicas: 3,
      ...(cpu === undefined ? {} : { currentCPUUtilizationPercentage: cpu }),
    },
  };
}

function look(
  found: readonly Manifest[] | undefined,
  args: Readonly<Record<string, unknown>> = {},
): Promise<CheckResult> {
  const cluster = fakeCluster({ list: () => Promise.resolve(found) });
  return hpaHealthy.run(args, fakeRunContext({ ports: { cluster } }));
}

const noMetrics = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'FailedGetResourceMetric',
  message: 'unable to get metrics for resource cpu: no metrics returned from resource metrics API',
  lastTransitionTime: '2026-03-02T09:00:00Z',
};
const limited = {
  type: 'ScalingLimited',
  status: 'True',
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};

describe('hpa.healthy', () => {
  it('passes one that scales, and services without any', async () => {
    expect(await look([autoscaler({})])).toMatchObject({
      verdict: 'pass',
      summary: '1 of 1 autoscalers well',
    });
    expect(await look([])).toMatchObject({ verdict: 'pass', summary: 'no autoscaler for the 2 services' });
  });

  it('says why one does not scale, since when, and for which service', async () => {
    const result = await look([autoscaler({ conditions: [noMetrics] })]);
    expect(result).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(result.evidence[0]).toMatchObject({
      what: 'api-gateway',
      where: 'HorizontalPodAutoscaler api',
      observed: `not ScalingActive: FailedGetResourceMetric: ${noMetrics.message}`,
      since: '2026-03-02T09:00:00Z',
    });
  });

  it('fails one at its maximum that would go beyond, unless that is allowed', async () => {
    const full = [autoscaler({ conditions: [limited], current: 10 })];
    expect((await look(full)).evidence[0].observed).toContain('at its maximum of 10');
    expect((await look(full, { 'allow-max': true })).verdict).toBe('pass');
  });

  it('takes the lower limit for no trouble', async () => {
    const low = { ...limited, reason: 'TooFewReplicas' };
    expect((await look([autoscaler({ conditions: [low], current: 2 })])).verdict).toBe('pass');
    // Where both limits are the same, it stands at its maximum too.
    expect((await look([autoscaler({ conditions: [low], current: 10 })])).verdict).toBe('pass');
  });

  it.each([
    [1, /1 replicas, fewer than its minimum/],
    [11, /11 replicas, more than its maximum/],
  ])('fails %i replicas between 2 and 10', async (current, observed) => {
    expect((await look([autoscaler({ current })])).evidence[0].observed).toMatch(observed);
  });

  it('does not pass what is not known: a figure, a condition, a first look', async () => {
    const placeholder = [{ type: '' }];
    expect((await look([autoscaler({ metrics: placeholder })])).verdict).toBe('inconclusive');
    const unknown = { type: 'AbleToScale', status: 'Unknown', reason: '', message: '' };
    expect((await look([autoscaler({ conditions: [unknown] })])).verdict).toBe('inconclusive');
    expect((await look([{ ...autoscaler({}), status: {} }])).verdict).toBe('inconclusive');
    expect((await look(undefined)).verdict).toBe('error');
  });

  it('reads the conditions that autoscaling/v1 keeps in an annotation', async () => {
    expect((await look([older(conditions, 48)])).verdict).toBe('pass');
    expect((await look([older([conditions[0], noMetrics], undefined)])).verdict).toBe('fail');
    expect((await look([older(conditions, undefined)])).verdict).toBe('inconclusive');
    expect((await look([older([], 48)])).verdict).toBe('inconclusive');
  });

  it('looks at the asked services alone', async () => {
    const bad = [autoscaler({ conditions: [noMetrics] })];
    expect((await look(bad, { services: ['q2q-ai'] })).verdict).toBe('pass');
  });
});
