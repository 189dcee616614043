import type { ClusterEvent, Container, Pod } from '../../ports/cluster.ts';
import { reference } from './container-start.ts';
import type { Finding } from './finding.ts';
import { eventsOf, oneLine } from './pod-events.ts';
import { schedulingAdvice, schedulingSentence } from './scheduling.ts';

/** How long the scheduler may take to find a place. */
const schedulingGrace = 15_000;
/** How long something that a volume needs may be missing: it may be on its way. */
const mountGrace = 15_000;
/** The network plugin of a new node may need this long. */
const sandboxGrace = 30_000;

/** A pod for which no node is found. */
export function schedulingFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const scheduled = pod.conditions.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const growing = eventsOf(pod, events).some((event) => event.reason === 'TriggeredScaleUp');
  const sentence = schedulingSentence(scheduled.message);
  return {
    pod: pod.name,
    key: `${pod.uid} scheduling`,
    reason: 'Unschedulable',
    // The autoscaler has asked for a node: that takes minutes and is no fault.
    gravity: growing ? { kind: 'deadline' } : { kind: 'grace', milliseconds: schedulingGrace },
    cause: sentence,
    message: `${sentence}${growing ? ' A node is being added.' : ''}`,
    ...(scheduled.since === undefined ? {} : { since: scheduled.since }),
    next: schedulingAdvice(scheduled.message),
  };
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
  const latest = eventsOf(pod, events).find((event) =>
    /^(FailedMount|FailedAttachVolume|FailedCreatePodSandBox)$/.test(event.reason),
  );
  if (latest === undefined) return undefined;
  const base = {
    pod: pod.name,
    key: `${pod.uid} preparation`,
    ...(latest.at === undefined ? {} : { since: latest.at }),
  };
  if (latest.reason === 'FailedCreatePodSandBox') {
    const node = pod.node ?? '(none)';
    return {
      ...base,
      reason: 'FailedCreatePodSandBox',
      gravity: { kind: 'grace', milliseconds: sandboxGrace },
      cause: `Node ${node} can’t set up the network of pods.`,
      message: `Node ${node} can’t set up the pod’s network: ${oneLine(latest.message)}`,
      next: `Look at the network plugin on node ${node}`,
    };
  }
  return { ...base, ...mount(latest.message) };
}

function mount(message: string): Pick<Finding, 'reason' | 'gravity' | 'cause' | 'message' | 'next'> {
  const [what, next] = reference(message) ?? [];
  // Attaching a disk may take minutes and fail on the way; what is not there at all is another matter.
  const missing = what !== undefined || /not found/i.test(message);
  return {
    reason: 'FailedMount',
    gravity: missing ? { kind: 'grace', milliseconds: mountGrace } : { kind: 'deadline' },
    ...(what === undefined ? {} : { cause: what }),
    message: `A volume can’t be mounted: ${what ?? oneLine(message)}`,
    next:
      next ??
      (missing
        ? 'Create what is missing, or correct its name in the manifest'
        : 'Look at the volume and its claim'),
  };
}

/** A pod whose containers run but are not ready. */
export function readinessFinding(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const container = pod.containers.find((one) => !one.init && !one.ready && one.state?.kind === 'running');
  if (container === undefined) return undefined;
  const unhealthy = eventsOf(pod, events).find((event) => event.reason === 'Unhealthy');
  const probe = container.readinessProbe === undefined ? '' : ` (${container.readinessProbe})`;
  const since = container.state?.kind === 'running' ? container.state.since : undefined;
  const said = unhealthy === undefined ? '.' : `: ${oneLine(unhealthy.message)}`;
  return {
    pod: pod.name,
    key: `${pod.uid} readiness`,
    container: container.name,
    restarts: container.restarts,
    reason: 'NotReady',
    gravity: { kind: 'deadline' },
    message: `The container runs but its readiness probe${probe} does not pass yet${restartedText(container)}${said}`,
    ...(since === undefined ? {} : { since }),
    log: 'current',
    next: 'Read its log; compare the probe’s path and port with what it listens on',
  };
}

/** That it is not its first run, and how the one before has ended: it may be well again in a moment, and is not. */
function restartedText({ restarts, last }: Container): string {
  if (restarts === 0 || last === undefined) return '';
  const times = restarts === 1 ? 'once' : `${String(restarts)} times`;
  return ` (restarted ${times}, last after exit code ${String(last.exitCode)})`;
}
