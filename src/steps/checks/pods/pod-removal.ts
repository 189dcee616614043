import type { ClusterEvent, Condition, Pod } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';
import { eventsOf, oneLine } from './pod-events.ts';

const removedByCluster: ReadonlySet<string> = new Set([
  'Evicted',
  'Preempting',
  'Preempted',
  'NodeLost',
  'NodeShutdown',
  'Shutdown',
  'Terminated',
  'NodeAffinity',
  'UnexpectedAdmissionError',
  'OutOfcpu',
  'OutOfmemory',
  'OutOfpods',
]);

/** A pod that is going away or was taken away by the cluster. */
export function removalFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const base = { pod: pod.name, key: `${pod.uid} removal`, gravity: { kind: 'passing' } } as const;
  const node = pod.node === undefined ? 'its node' : `node ${pod.node}`;
  if (pod.deletedAt !== undefined) {
    const why = whyRemoved(pod, events);
    const held = pod.finalizers.length === 0 ? '' : ` It is held by: ${pod.finalizers.join(', ')}.`;
    return {
      ...base,
      reason: why?.reason ?? 'Terminating',
      message: `The pod is being removed${why === undefined ? '' : ` (${why.text})`}.${held}`,
      since: pod.deletedAt,
      next:
        pod.finalizers.length > 0
          ? 'If it lasts, look at whoever is to take the finalizers away'
          : `If it lasts, look at its grace period, at ${node} and at the PodDisruptionBudget`,
    };
  }
  if (pod.phase !== 'Failed' || !removedByCluster.has(pod.reason ?? '')) return undefined;
  return {
    ...base,
    reason: 'Evicted',
    cause: `Node ${pod.node ?? '(none)'} has put pods out (${pod.reason ?? ''}).`,
    message: `The pod was removed by ${node} (${pod.reason ?? ''}): ${pod.message ?? 'no reason given'}`,
    next: `Look at the pressure on ${node}; the pod is replaced by itself`,
  };
}

/**
 * Who asked for the removal, as the condition DisruptionTarget (1.26 and newer) or an event has it. See
 * https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions
 */
function whyRemoved(
  pod: Pod,
  events: readonly ClusterEvent[],
): { readonly reason: Finding['reason']; readonly text: string } | undefined {
  const target = pod.conditions.find((one) => one.type === 'DisruptionTarget' && one.status === 'True');
  const event = eventsOf(pod, events).find(({ reason }) => /^(Preempted|Evicted)$/.test(reason));
  const text = target === undefined ? event?.message : `${target.reason}: ${target.message}`;
  if (text === undefined) return undefined;
  const lost = target?.reason === 'DeletionByTaintManager';
  return { reason: lost ? 'NodeLost' : 'Evicted', text: oneLine(text) };
}

/**
 * A pod whose node no longer says anything: the node controller has taken its Ready condition away, while its
 * containers are still said to be ready.
 */
export function lostNodeFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const { node } = pod;
  const ready = pod.conditions.find((one) => one.type === 'Ready');
  const told = eventsOf(pod, events).find(({ reason }) => reason === 'NodeNotReady');
  const lost = ready?.status !== 'True' && (told !== undefined || isContradicted(pod, ready));
  if (node === undefined || !lost) return undefined;
  const since = ready?.since ?? told?.at;
  return {
    pod: pod.name,
    key: `${pod.uid} node`,
    reason: 'NodeLost',
    gravity: { kind: 'deadline' },
    cause: `Node ${node} no longer answers.`,
    message: `Node ${node}, which holds the pod, no longer answers.`,
    ...(since === undefined ? {} : { since }),
    next: `Look at node ${node}: kubectl describe node ${node}. Its pods are replaced after some 5 minutes`,
  };
}

/** Not ready, though all of its containers are. A readiness gate of the pod's own leaves the same picture, and says so. */
function isContradicted(pod: Pod, ready: Condition | undefined): boolean {
  const main = pod.containers.filter((one) => !one.init);
  return (
    ready?.status === 'False' &&
    ready.reason !== 'ReadinessGatesNotReady' &&
    main.length > 0 &&
    main.every((one) => one.ready)
  );
}
