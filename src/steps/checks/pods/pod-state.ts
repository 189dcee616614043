import type { ClusterEvent, Pod } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';

/** How long the scheduler may take to find a place. */
const schedulingGrace = 15_000;
/** How long something that a volume needs may be missing: it may be on its way. */
const mountGrace = 15_000;
/** The network plugin of a new node may need this long. */
const sandboxGrace = 30_000;

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
export function removalFinding(pod: Pod): Finding | undefined {
  const base = { pod: pod.name, key: `${pod.uid} removal` };
  if (pod.deletedAt !== undefined) {
    const held = pod.finalizers.length === 0 ? '' : ` It is held by: ${pod.finalizers.join(', ')}.`;
    return {
      ...base,
      reason: 'Terminating',
      gravity: { kind: 'passing' },
      message: `The pod is being removed.${held}`,
      since: pod.deletedAt,
      next: 'If it lasts, look at its finalizers, its grace period and the PodDisruptionBudget',
    };
  }
  if (pod.phase !== 'Failed' || !removedByCluster.has(pod.reason ?? '')) return undefined;
  return {
    ...base,
    reason: 'Evicted',
    gravity: { kind: 'passing' },
    message: `The pod was removed by its node (${pod.reason ?? ''}): ${pod.message ?? 'no reason given'}`,
    next: 'Look at the pressure on its node; the pod is replaced by itself',
  };
}

/** A pod for which no node is found. */
export function schedulingFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const scheduled = pod.conditions.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const growing = own(pod, events).some((event) => event.reason === 'TriggeredScaleUp');
  return {
    pod: pod.name,
    key: `${pod.uid} scheduling`,
    reason: 'Unschedulable',
    // The autoscaler has asked for a node: that takes minutes and is no fault.
    gravity: growing ? { kind: 'deadline' } : { kind: 'grace', milliseconds: schedulingGrace },
    message: `No node takes the pod: ${scheduled.message.replace(/\.$/, '')}.${growing ? ' A node is being added.' : ''}`,
    ...(scheduled.since === undefined ? {} : { since: scheduled.since }),
    next: schedulingAdvice(scheduled.message),
  };
}

function schedulingAdvice(message: string): string {
  if (/insufficient (cpu|memory|ephemeral|pods)|too many pods/i.test(message)) {
    return 'Lower what the pod requests, or add a node';
  }
  if (/persistentvolumeclaim|volume/i.test(message))
    return 'Look at the PersistentVolumeClaim: it must be bound';
  if (/taint/i.test(message)) return 'Let the pod tolerate the taint, or take the taint off a node';
  if (/affinity|selector/i.test(message))
    return 'Compare the pod’s node selector and affinity with the nodes’ labels';
  return 'Compare what the pod asks for with what the nodes have';
}

/** Troubles of a pod that has a node but no running containers, which only events tell. */
export function preparationFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const preparing = pod.containers.some(
    (container) =>
      container.state === undefined ||
      (container.state.kind === 'waiting' &&
        /^(ContainerCreating|PodInitializing)$/.test(container.state.reason)),
  );
  if (pod.phase !== 'Pending' || !preparing) return undefined;
  const latest = own(pod, events)
    .filter((event) => /^(FailedMount|FailedAttachVolume|FailedCreatePodSandBox)$/.test(event.reason))
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0];
  if (latest === undefined) return undefined;
  const base = {
    pod: pod.name,
    key: `${pod.uid} preparation`,
    ...(latest.at === undefined ? {} : { since: latest.at }),
  };
  if (latest.reason === 'FailedCreatePodSandBox') {
    return {
      ...base,
      reason: 'FailedCreatePodSandBox',
      gravity: { kind: 'grace', milliseconds: sandboxGrace },
      message: `The node can’t set up the pod’s network: ${latest.message}`,
      next: `Look at the network plugin on node ${pod.node ?? '(none)'}`,
    };
  }
  // Attaching a disk may take minutes and fail on the way; what is not there at all is another matter.
  const missing = /not found/i.test(latest.message);
  return {
    ...base,
    reason: 'FailedMount',
    gravity: missing ? { kind: 'grace', milliseconds: mountGrace } : { kind: 'deadline' },
    message: `A volume can’t be mounted: ${latest.message}`,
    next: missing
      ? 'Create what is missing, or correct its name in the manifest'
      : 'Look at the volume and its claim',
  };
}

/** A pod whose containers run but are not ready. */
export function readinessFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const container = pod.containers.find((one) => !one.init && !one.ready && one.state?.kind === 'running');
  if (container === undefined) return undefined;
  const unhealthy = own(pod, events)
    .filter((event) => event.reason === 'Unhealthy')
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0];
  const probe = container.readinessProbe === undefined ? '' : ` (${container.readinessProbe})`;
  const since = container.state?.kind === 'running' ? container.state.since : undefined;
  return {
    pod: pod.name,
    key: `${pod.uid} readiness`,
    container: container.name,
    restarts: container.restarts,
    reason: 'NotReady',
    gravity: { kind: 'deadline' },
    message: `The container runs but its readiness probe${probe} does not pass yet${unhealthy === undefined ? '.' : `: ${unhealthy.message}`}`,
    ...(since === undefined ? {} : { since }),
    log: 'current',
    next: 'Read its log; compare the probe’s path and port with what it listens on',
  };
}

function own(pod: Pod, events: readonly ClusterEvent[]): readonly ClusterEvent[] {
  return events.filter((event) => event.object.uid === pod.uid);
}
