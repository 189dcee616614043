import { describe, expect, it } from 'vitest';
import { asFirstVersion, asSecondVersion } from '../../../../src/rehearsal/kubernetes/api/autoscaling-v1.ts';
import type { Json } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { posted } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

function share(name: string, percent: number): Json {
  return {
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
  };
}

const autoscaler: KubeObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', annotations: { team: 'a' } },
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    metrics: [share('memory', 70), share('cpu', 60)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
  },
};

describe('a HorizontalPodAutoscaler of autoscaling/v1', () => {
  it('tells the share of the CPU in a field, and everything else in annotations', () => {
    const first = asFirstVersion({ ...autoscaler, status: { desiredReplicas: 2, currentMetrics: null } });
    expect(first['spec']).toEqual({
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      targetCPUUtilizationPercentage: 60,
    });
    expect(first['status']).toEqual({ currentReplicas: 0, desiredReplicas: 2 });
    expect(Object.keys(first.metadata['annotations'] ?? {}).toSorted()).toEqual([
      'autoscaling.alpha.kubernetes.io/behavior',
      'autoscaling.alpha.kubernetes.io/metrics',
      'team',
    ]);
  });

  it('is the same after it was told in both versions', () => {
    expect(asSecondVersion(asFirstVersion(autoscaler))).toEqual(autoscaler);
  });

  it('is served and taken under both', async () => {
    const old: KubeObject = {
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        maxReplicas: 3,
        scaleTargetRef: { kind: 'Deployment', name: 'web' },
        targetCPUUtilizationPercentage: 55,
      },
    };
    const world = quietWorld();
    expect(await posted(world, old)).toMatchObject({
      apiVersion: 'autoscaling/v1',
      spec: { minReplicas: 1, targetCPUUtilizationPercentage: 55 },
    });
    expect(world.store.get('horizontalpodautoscalers.autoscaling', 'prod', 'web')).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { metrics: [share('cpu', 55)] },
    });
  });
});
