import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckResult } from '../../src/steps/checks/define-check.ts';
import { podsStable } from '../../src/steps/checks/pods-stable.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const minutes = 60_000;

/** A workload with an image of the sample platform that is on the node. */
function workload(kind: 'StatefulSet' | 'DaemonSet' | 'Deployment', name: string, spec: object = {}): string {
  const labels = { app: name };
  const image = 'ghcr.io/henrigkroine/teei-analytics:v1.2.3';
  const probe = { httpGet: { path: '/health', port: 3000 }, periodSeconds: 1 };
  const container = { name: 'app', image, imagePullPolicy: 'IfNotPresent', readinessProbe: probe };
  const template = {
    metadata: { labels },
    spec: { terminationGracePeriodSeconds: 1, containers: [container] },
  };
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template, ...spec },
  });
}

describeWithCluster('rollouts of StatefulSets and DaemonSets on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'waves-sets');
    const set = { serviceName: 'queue', replicas: 2 };
    await target.kubectl(['apply', '-f', '-'], workload('StatefulSet', 'queue', set));
    await target.kubectl(['apply', '-f', '-'], workload('DaemonSet', 'agent'));
    await target.kubectl(['apply', '-f', '-'], workload('Deployment', 'web', { replicas: 1 }));
  });
  afterAll(() => target.remove());

  async function wait(workloads: readonly string[], deadline = '2m'): Promise<CheckResult> {
    return rolloutWait.run({ workloads, deadline }, await liveContext(target, []));
  }

  function setImage(workloadName: string, tag: string): Promise<string> {
    return target.kubectl(['set', 'image', workloadName, `app=ghcr.io/henrigkroine/teei-analytics:${tag}`]);
  }

  it(
    'finds each by its name or its kind, and passes a good rollout',
    async () => {
      const result = await wait(['queue', 'daemonset/agent', 'web']);
      expect(result.verdict).toBe('pass');
      expect(result.evidence[0].details).toEqual([
        'queue: 2 of 2 ready, revision 1',
        'agent: 1 of 1 ready, revision 1',
        'web: 1 of 1 ready, revision 1',
      ]);
      const stable = await podsStable.run(
        { deployments: ['queue', 'agent'], for: '3s' },
        await liveContext(target, []),
      );
      expect(stable).toMatchObject({ verdict: 'pass' });
    },
    3 * minutes,
  );

  it(
    'fails when the new pods crash, and says which pod must then be deleted by hand',
    async () => {
      await setImage('statefulset/queue', 'v1.2.4');
      const result = await wait(['statefulset/queue']);
      expect(result.verdict).toBe('fail');
      expect(result.summary).toMatch(/^queue: CrashLoopBackOff in pod queue-1, container app: .*exit code 1/);
      await setImage('statefulset/queue', 'v1.2.3');
      const held = await wait(['statefulset/queue']);
      expect(held).toMatchObject({ verdict: 'fail' });
      expect(held.evidence[0].next).toContain('kubectl delete pod queue-1');
      await target.kubectl(['delete', 'pod', 'queue-1', '--wait=false']);
      expect(await wait(['statefulset/queue'])).toMatchObject({ verdict: 'pass' });

      await setImage('daemonset/agent', 'v1.2.4');
      expect((await wait(['daemonset/agent'])).summary).toMatch(/^agent: CrashLoopBackOff in pod agent-/);
      await setImage('daemonset/agent', 'v1.2.3');
      expect(await wait(['daemonset/agent'])).toMatchObject({ verdict: 'pass' });
    },
    4 * minutes,
  );

  it(
    'tells at once what OnDelete would leave undone',
    async () => {
      const strategy = JSON.stringify({
        spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } },
      });
      await target.kubectl(['patch', 'statefulset', 'queue', '--type=merge', '-p', strategy]);
      await target.kubectl(['set', 'env', 'statefulset/queue', 'LEVEL=debug']);
      const result = await wait(['statefulset/queue']);
      expect(result.summary).toContain('OnDelete: 2 of 2 pods keep the older revision');
    },
    2 * minutes,
  );

  it(
    'tells a rollout that somebody else begins meanwhile, and who it was',
    async () => {
      const context = await liveContext(target, []);
      let changed: Promise<string> | undefined;
      const progress = (): void => {
        changed ??= target.kubectl(['set', 'env', 'deployment/web', 'LEVEL=debug']);
      };
      const result = await rolloutWait.run(
        { workloads: ['web'], deadline: '1m', 'stable-for': '30s' },
        { ...context, progress },
      );
      await changed;
      expect(result.verdict).toBe('fail');
      expect(result.summary).toContain('Somebody else has changed it meanwhile');
      expect(result.evidence[0].observed).toMatch(/It was kubectl-set at \d{4}-/);
    },
    2 * minutes,
  );
});
