import { describe, expect, it } from 'vitest';
import { poolRaise } from '../../../src/steps/actions/pool-raise.ts';
import { workloadRestart } from '../../../src/steps/actions/workload-restart.ts';
import { workloadScale } from '../../../src/steps/actions/workload-scale.ts';
import { field, record } from '../../../src/steps/manifest/json.ts';
import { ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../fixtures/object-cluster.ts';
import { fakeClock, fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const name = 'teei-api-gateway';

function deployment(container: Readonly<Record<string, unknown>> = {}, more: Manifest = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 2,
      template: { spec: { containers: [{ name: 'api', image: 'x:1', ...container }, { name: 'proxy' }] } },
      ...more,
    },
  };
}

const autoscaler: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'api' },
  spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 1, maxReplicas: 3 },
};

function scene(...objects: readonly Manifest[]) {
  const cluster = objectCluster(objects);
  const context = fakeRunContext({
    ports: { cluster: fakeCluster(cluster.methods), clock: fakeClock() },
  });
  const spec = (kind = 'Deployment', of = name): unknown => field(cluster.now(kind, of), 'spec');
  return { cluster, context, spec };
}

const asked = { services: 'api-gateway' };

describe('workload.restart', () => {
  it('changes the annotation that makes a rolling update, and nothing else', async () => {
    const { context, spec } = scene(deployment());
    const before = JSON.stringify(field(spec(), 'template', 'spec'));
    const result = await workloadRestart.run(asked, context);
    expect(result).toMatchObject({ verdict: 'pass', evidence: [{ observed: 'was never restarted' }] });
    const annotations = field(spec(), 'template', 'metadata', 'annotations');
    expect(Object.keys(record(annotations))).toEqual(['kubectl.kubernetes.io/restartedAt']);
    expect(JSON.stringify(field(spec(), 'template', 'spec'))).toBe(before);
  });

  it('refuses a paused rollout, which would replace nothing, and a service that is not there', async () => {
    const paused = await workloadRestart.run(asked, scene(deployment({}, { paused: true })).context);
    expect(paused).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(paused.evidence[0].next).toContain(`kubectl rollout resume deployment/${name}`);
    expect(await workloadRestart.run(asked, scene().context)).toMatchObject({ verdict: 'fail' });
  });

  it('never takes “no service” for all of them', async () => {
    const result = await workloadRestart.run({ services: '' }, scene(deployment()).context);
    expect(result.verdict).toBe('error');
  });
});

describe('workload.scale', () => {
  it('adds pods to a Deployment, and tells old, new and the way back', async () => {
    const { context, spec } = scene(deployment());
    const result = await workloadScale.run({ ...asked, by: '2' }, context);
    expect(field(spec(), 'replicas')).toBe(4);
    expect(result.evidence[0]).toMatchObject({
      expected: '4 pods',
      observed: 'was 2 pods',
      details: [`undo: kubectl scale deployment/${name} --replicas=2`],
    });
  });

  it('raises the bounds of the autoscaler that owns the number, and leaves the number to it', async () => {
    const { context, spec } = scene(deployment(), autoscaler);
    const result = await workloadScale.run({ ...asked, by: 3 }, context);
    expect(result.verdict).toBe('pass');
    expect(field(spec(), 'replicas')).toBe(2);
    expect(spec('HorizontalPodAutoscaler', 'api')).toMatchObject({ minReplicas: 5, maxReplicas: 5 });
  });

  it('leaves at least one pod', async () => {
    const { context, spec } = scene(deployment());
    expect(await workloadScale.run({ ...asked, by: -2 }, context)).toMatchObject({ verdict: 'fail' });
    expect(field(spec(), 'replicas')).toBe(2);
  });

  it('tries again over a newer version of the object, and gives up on a refusal', async () => {
    const { cluster, context, spec } = scene(deployment());
    let touched = false;
    const racing = fakeCluster({
      ...cluster.methods,
      patch: (...args) => {
        if (!touched) cluster.touch('Deployment', name);
        touched = true;
        return cluster.methods.patch(...args);
      },
    });
    const ports = { ...context.ports, cluster: racing };
    expect(await workloadScale.run(asked, { ...context, ports })).toMatchObject({ verdict: 'pass' });
    expect(field(spec(), 'replicas')).toBe(3);
    const denied = fakeCluster({
      ...cluster.methods,
      patch: () => Promise.reject(new ClusterError('forbidden', 'may not patch')),
    });
    const result = await workloadScale.run(asked, {
      ...context,
      ports: { ...context.ports, cluster: denied },
    });
    expect(result).toMatchObject({ verdict: 'error', evidence: [{ observed: 'may not patch' }] });
  });
});

describe('pool.raise', () => {
  const wanted = { ...asked, variable: 'DATABASE_POOL_MAX', to: '20' };

  it('sets the variable of the first container, and keeps all others', async () => {
    const env = [
      { name: 'PORT', value: '3000' },
      { name: 'DATABASE_POOL_MAX', value: '10' },
    ];
    const { context, spec } = scene(deployment({ env }));
    const result = await poolRaise.run(wanted, context);
    expect(result.evidence[0]).toMatchObject({
      expected: 'DATABASE_POOL_MAX=20',
      observed: 'was DATABASE_POOL_MAX=10',
      details: [`undo: kubectl set env deployment/${name} DATABASE_POOL_MAX=10`],
    });
    expect(field(spec(), 'template', 'spec', 'containers')).toEqual([
      { name: 'api', image: 'x:1', env: [env[0], { name: 'DATABASE_POOL_MAX', value: '20' }] },
      { name: 'proxy' },
    ]);
  });

  it('names the ConfigMap that holds the value instead of hiding it', async () => {
    const valueFrom = { configMapKeyRef: { name: 'teei-config', key: 'pool' } };
    const { context } = scene(deployment({ env: [{ name: 'DATABASE_POOL_MAX', valueFrom }] }));
    const result = await poolRaise.run(wanted, context);
    expect(result.verdict).toBe('fail');
    expect(result.evidence[0].observed).toContain('ConfigMap teei-config');
  });

  it.each(['0', '1001', 'many', '2.5'])('takes no pool of %s', async (to) => {
    expect(await poolRaise.run({ ...wanted, to }, scene(deployment()).context)).toMatchObject({
      verdict: 'error',
    });
  });
});
