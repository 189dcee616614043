import type { TestNamespace } from '../../fixtures/cluster.ts';

/**
 * A node without a kubelet, of which the test says that it is alive: when it stops saying so, the cluster loses it as
 * it loses a node whose kubelet has stopped. Nothing else of the cluster is touched; other pods do not get there.
 */
export interface LonelyNode {
  readonly name: string;
  /** Says once that it is ready; the cluster believes it for its grace period. */
  beat(): Promise<void>;
  /** Plays the kubelet: says of the pods there that they run and are ready. */
  startPods(): Promise<void>;
  /** Spec of pods that run there and nowhere else. */
  readonly place: Readonly<Record<string, unknown>>;
  remove(): Promise<void>;
}

export async function lonelyNode(target: TestNamespace): Promise<LonelyNode> {
  const kubectl = (args: readonly string[], stdin?: string): Promise<string> => target.kubectl(args, stdin);
  const name = `${target.namespace}-node`;
  const key = 'teei-test/lonely';
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { [key]: name } },
    spec: { taints: [{ key, value: name, effect: 'NoSchedule' }] },
  };
  await kubectl(['create', '-f', '-'], JSON.stringify(node));
  const patchStatus = async (object: readonly string[], status: unknown): Promise<void> => {
    const patch = JSON.stringify({ status });
    await kubectl(['patch', ...object, '--subresource=status', '--type=merge', '-p', patch]);
  };
  const ready = (): unknown => ({ type: 'Ready', status: 'True', lastTransitionTime: now() });
  const beat = (): Promise<void> => {
    const room = { cpu: '4', memory: '4Gi', pods: '10' };
    const heart = { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: now() };
    return patchStatus(['node', name], { capacity: room, allocatable: room, conditions: [heart] });
  };
  await beat();
  return {
    name,
    beat,
    place: {
      nodeSelector: { [key]: name },
      tolerations: [{ key, operator: 'Exists' }],
      terminationGracePeriodSeconds: 0,
    },
    startPods: async () => {
      const pods = await kubectl(['get', 'pods', '-o', 'name']);
      for (const pod of pods.trim().split('\n')) {
        const container = {
          name: 'app',
          image: 'none',
          imageID: 'none',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: now() } },
        };
        await patchStatus([pod], {
          phase: 'Running',
          conditions: [ready(), { type: 'PodScheduled', status: 'True' }],
          containerStatuses: [container],
        });
      }
    },
    remove: async () => {
      await kubectl(['delete', 'pods', '--all', '--force', '--grace-period=0', '--wait=false']);
      await kubectl(['delete', 'node', name]);
    },
  };
}

/** The time as the API server writes it. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
