import type { Progress } from '../../../src/steps/context.ts';
import { describe, expect, it } from 'vitest';
import { clusterIdentity } from '../../../src/steps/checks/cluster-identity.ts';
import { clusterReady } from '../../../src/steps/checks/cluster-ready.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { endpointsReady } from '../../../src/steps/checks/endpoints-ready.ts';
import { podsStable } from '../../../src/steps/checks/pods-stable.ts';
import { rolloutWait } from '../../../src/steps/checks/rollout-wait.ts';
import { type Cluster, ClusterError, type NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { environment, fakeFiles, fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { emptyState, type Scene, scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const names: Readonly<Record<string, string>> = { ready: 'buddy-service', 'crash-loop': 'api-gateway' };

function contextOf(scripted: ReturnType<typeof scriptedCluster>, services: readonly string[]) {
  return fakeRunContext({
    environment,
    inventory: {
      ...inventory,
      services: services.map((name) => service(name, { deployment: `prod-teei-${name}` })),
    },
    ports: scripted,
  });
}

const good = recordedState('ready');
const down = new ClusterError('unreachable', 'Can’t reach the server.');

function scene(at: number, state: NamespaceState | undefined, trouble?: ClusterError): Scene {
  return { at, view: { state, trouble } };
}

function merged(...states: readonly NamespaceState[]): NamespaceState {
  return {
    ...emptyState,
    deployments: states.flatMap((state) => state.deployments),
    replicaSets: states.flatMap((state) => state.replicaSets),
    pods: states.flatMap((state) => state.pods),
    events: states.flatMap((state) => state.events),
  };
}

async function rollout(
  scenes: readonly Scene[],
  args: Readonly<Record<string, unknown>> = {},
  services: readonly string[] = ['buddy-service'],
): Promise<CheckResult> {
  return rolloutWait.run({ deadline: '1m', ...args }, contextOf(scriptedCluster(scenes), services));
}

describe('rollout.wait', () => {
  it('does not pass by what it last saw while the server is in trouble', async () => {
    const result = await rollout([scene(0, good, down), scene(20_000, good)]);
    expect(result).toMatchObject({ verdict: 'pass', summary: '1 of 1 rolled out in 20s' });
  });

  it('ends in an error, not a failure, when the server stays away', async () => {
    const result = await rollout([scene(0, undefined, down)]);
    expect(result).toMatchObject({ verdict: 'error', summary: 'Can’t reach the server.' });
  });

  it('wants the stretch of stable-for without a gap', async () => {
    const gap = merged({ ...good, deployments: good.deployments.map((one) => ({ ...one, generation: 9 })) });
    const cluster = scriptedCluster([scene(0, good), scene(5000, gap), scene(8000, good)]);
    const context = contextOf(cluster, ['buddy-service']);
    const result = await rolloutWait.run({ deadline: '1m', 'stable-for': '10s' }, context);
    expect(result.summary).toMatch(/^1 of 1 rolled out in 1[89]s$/);
    const told = context.told.progress.map(({ summary }) => summary);
    expect(told).toContain('1 of 1 rolled out, 4s; steady for 4s of 10s');
    expect(told).toContain('0 of 1 rolled out, 5s');
  });

  it('counts no time of that stretch in which the server could not be watched', async () => {
    const away = [scene(0, good), scene(5000, good, down), scene(8000, good)];
    expect((await rollout(away, { 'stable-for': '10s' })).summary).toMatch(/rolled out in 1[89]s$/);
  });

  it('stops at the first that is beyond hope and tells every other one in trouble', async () => {
    const both = merged(good, recordedState('crash-loop'), recordedState('err-image-pull'));
    const result = await rollout([scene(0, both)], {}, ['buddy-service', 'api-gateway', 'reporting']);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/^api-gateway: CrashLoopBackOff in pod .* \(and 1 more\)$/);
    expect(result.evidence.map((one) => one.what)).toEqual(['api-gateway', 'reporting', 'rollouts']);
    expect(result.evidence.at(-1)).toMatchObject({
      result: 'fail',
      observed: '1 rolled out',
      details: ['rolled out: buddy-service'],
    });
  });

  it('fails a pull that is in trouble when its grace is over', async () => {
    const result = await rollout([scene(0, recordedState('image-pull-back-off'))], {}, ['reporting']);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toContain('ghcr.io/henrigkroine/teei-reporting:v9.9.9');
  });

  it('says at the deadline how far it got', async () => {
    const result = await rollout([scene(0, recordedState('not-ready'))], { deadline: '30s' }, ['analytics']);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/^0 of 1 rolled out, not within 30s; analytics: NotReady in pod/);
  });

  it('tells nothing final when it is stopped', async () => {
    const stopped = AbortSignal.abort('operator');
    const context = { ...contextOf(scriptedCluster([scene(0, good)]), ['buddy-service']), signal: stopped };
    expect((await rolloutWait.run({}, context)).verdict).toBe('inconclusive');
  });

  it('tells how many pods are ready, second by second', async () => {
    const context = contextOf(scriptedCluster([scene(0, recordedState('not-ready'))]), ['analytics']);
    const told: Progress[] = [];
    await rolloutWait.run(
      { deadline: '6s' },
      { ...context, progress: (progress) => void told.push(progress) },
    );
    const trend = told.at(-1)?.trend;
    expect(trend?.label).toBe('ready pods');
    expect(trend?.values.length).toBeGreaterThanOrEqual(6);
    expect(trend?.values.length).toBeLessThanOrEqual(7);
    expect(new Set(trend?.values)).toEqual(new Set([0]));
    expect(trend?.unit).toMatch(/^of [1-9]/);
  });

  it('takes its Deployments from a rendered manifest', async () => {
    const yaml =
      'kind: Service\nmetadata: { name: x }\n---\nkind: Deployment\nmetadata: { name: prod-teei-gone }\n';
    const context = contextOf(scriptedCluster([scene(0, good)]), []);
    const files = fakeFiles({ '/home/ops/repo/rendered.yaml': yaml });
    const result = await rolloutWait.run(
      { manifest: 'rendered.yaml' },
      { ...context, ports: { ...context.ports, files } },
    );
    expect(result.summary).toBe('prod-teei-gone: There is no Deployment prod-teei-gone.');
  });

  it('names the node that was lost, and the services that failed', async () => {
    const starting = recordedState('not-ready');
    const node = {
      name: 'node1',
      ready: false,
      unschedulable: false,
      troubles: [{ type: 'NotReady', message: 'Kubelet stopped posting node status.' }],
      since: '2026-03-02T10:00:00Z',
    };
    const readiness = { readyz: undefined, nodes: [node], version: 'v1.30.0' };
    const scripted = scriptedCluster([scene(0, starting)], { readiness: () => Promise.resolve(readiness) });
    const result = await rolloutWait.run({ deadline: '5s' }, contextOf(scripted, ['analytics']));
    expect(result.failing).toEqual(['analytics']);
    expect(result.evidence.map(({ what, observed }) => `${what}: ${observed}`)).toContain(
      'node node1: not ready; NotReady: Kubelet stopped posting node status.',
    );
  });

  it('refuses to pass on nothing', async () => {
    expect((await rollout([scene(0, emptyState)], {}, [])).verdict).toBe('error');
  });
});

describe('pods.stable', () => {
  const stable = (scenes: readonly Scene[]): Promise<CheckResult> =>
    podsStable.run(
      { for: '10s', deadline: '1m' },
      contextOf(scriptedCluster(scenes), [names['ready'] ?? '']),
    );
  const restarts = (count: number): NamespaceState => ({
    ...good,
    pods: good.pods.map((pod) => ({
      ...pod,
      containers: pod.containers.map((one) => ({ ...one, restarts: count })),
    })),
  });

  it('passes when nothing happens for the stretch, whatever happened before', async () => {
    const context = contextOf(scriptedCluster([scene(0, restarts(7))]), ['buddy-service']);
    const result = await podsStable.run({ for: '10s', deadline: '1m' }, context);
    expect(result.summary).toBe('1 pod of buddy-service ready for 10s without a restart');
    const told = context.told.progress.map(({ summary }) => summary);
    expect(told).toContain('1 pod, quiet for 4s of 10s');
  });

  it('fails at a restart', async () => {
    const result = await stable([scene(0, restarts(0)), scene(5000, restarts(1))]);
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/^buddy-service: Container buddy-service of pod .* restarted\.$/);
  });

  it('begins anew when a pod was replaced or the server was away', async () => {
    const replaced = { ...good, pods: good.pods.map((pod) => ({ ...pod, uid: 'new', name: 'new' })) };
    const scenes = [
      scene(0, good),
      scene(8000, replaced),
      scene(15_000, replaced, down),
      scene(16_000, replaced),
    ];
    const context = contextOf(scriptedCluster(scenes), ['buddy-service']);
    expect((await podsStable.run({ for: '10s', deadline: '25s' }, context)).verdict).toBe('fail');
    expect((await stable(scenes)).verdict).toBe('pass');
  });
});

async function look(
  check: typeof clusterReady,
  more: Partial<Cluster>,
  args: Readonly<Record<string, unknown>> = {},
): Promise<CheckResult> {
  return check.run(args, contextOf(scriptedCluster([], more), ['api-gateway', 'reporting']));
}

describe('cluster.ready', () => {
  const node = { name: 'node1', ready: true, unschedulable: false, troubles: [], since: undefined };
  const healthy = { readyz: { ok: true, failing: [] }, nodes: [node], version: 'v1.30.2-vendor.1' };

  it('passes a healthy cluster of the wanted version', async () => {
    const result = await look(
      clusterReady,
      { readiness: () => Promise.resolve(healthy) },
      { version: '>=1.28' },
    );
    expect(result.summary).toBe('API server and 1 node ready, Kubernetes v1.30.2-vendor.1');
    const old = await look(
      clusterReady,
      { readiness: () => Promise.resolve(healthy) },
      { version: '>=1.31' },
    );
    expect(old.verdict).toBe('fail');
  });

  it.each([
    [
      { ...healthy, readyz: { ok: false, failing: ['etcd failed'] } },
      'fail',
      'API server: not ready: etcd failed',
    ],
    [{ ...healthy, readyz: undefined }, 'inconclusive', 'API server: this account may not read /readyz'],
    [{ ...healthy, nodes: [] }, 'fail', 'nodes: none'],
    [
      { ...healthy, nodes: [{ ...node, troubles: [{ type: 'DiskPressure', message: 'full' }] }] },
      'fail',
      'node node1: DiskPressure: full',
    ],
  ])('says what is wrong: %#', async (readiness, verdict, summary) => {
    expect(await look(clusterReady, { readiness: () => Promise.resolve(readiness) })).toMatchObject({
      verdict,
      summary,
    });
  });
});

describe('endpoints.ready', () => {
  it('names the Services that traffic does not reach', async () => {
    const found = [{ service: 'prod-teei-api-gateway', ready: 0, notReady: 2 }];
    const result = await look(endpointsReady, { endpoints: () => Promise.resolve(found) });
    expect(result.summary).toBe('0 of 2 Services have ready endpoints; not: api-gateway, reporting');
    expect(result.evidence.map((one) => one.observed)).toEqual([
      '0 ready, 2 not ready',
      'there is no such Service with a selector',
    ]);
  });
});

describe('cluster.identity', () => {
  const identity = {
    server: 'https://a',
    uid: 'u',
    context: 'c',
    namespace: 'teei-production',
    version: 'v1.30.0',
  };

  it('fails in another namespace or on another cluster than the inventory’s', async () => {
    const scripted = scriptedCluster([], { identity: () => Promise.resolve(identity) });
    const context = contextOf(scripted, []);
    expect((await clusterIdentity.run({}, context)).verdict).toBe('pass');
    const other = { ...environment, clusterUid: 'other', server: 'https://a/' };
    const result = await clusterIdentity.run({}, { ...context, environment: other });
    expect(result.evidence).toMatchObject([{ what: 'UID of kube-system', expected: 'other', observed: 'u' }]);
  });
});
