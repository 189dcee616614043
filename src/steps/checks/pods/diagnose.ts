import type { ClusterEvent, Pod } from '../../ports/cluster.ts';
import { containerFinding } from './container-state.ts';
import { type Finding, gravestFirst } from './finding.ts';
import { imagePullFinding } from './image-pull.ts';
import { tellingEvent } from './pod-events.ts';
import { lostNodeFinding, removalFinding } from './pod-removal.ts';
import { preparationFinding, readinessFinding, schedulingFinding } from './pod-state.ts';

/**
 * What is wrong with a pod, the gravest thing first; undefined: it is ready. Looks at the states of its
 * containers, since the phase of a pod in a crash loop is Running.
 */
export function diagnosePod(pod: Pod, events: readonly ClusterEvent[]): Finding | undefined {
  const removal = removalFinding(pod, events);
  if (removal !== undefined) return removal;
  const findings = [
    ...pod.containers.map((container) => imagePullFinding(pod, container, events)),
    ...pod.containers.map((container) => containerFinding(pod, container, events)),
    schedulingFinding(pod, events),
    preparationFinding(pod, events),
    lostNodeFinding(pod, events),
    readinessFinding(pod, events),
  ].filter((finding) => finding !== undefined);
  const found = gravestFirst(findings)[0] ?? (isReady(pod) ? undefined : starting(pod));
  if (found === undefined) return undefined;
  const event = tellingEvent(pod, events, found.message);
  return event === undefined ? found : { ...found, event };
}

/** True when the pod serves: its Ready condition is true and it is not being removed. */
export function isReady(pod: Pod): boolean {
  return (
    pod.deletedAt === undefined &&
    pod.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True')
  );
}

function starting(pod: Pod): Finding {
  return {
    pod: pod.name,
    key: `${pod.uid} starting`,
    reason: 'Starting',
    gravity: { kind: 'deadline' },
    message: `The pod is starting${pod.node === undefined ? '' : ` on node ${pod.node}`} (${pod.phase}).`,
    ...(pod.createdAt === undefined ? {} : { since: pod.createdAt }),
    next: 'Wait, or look at its events',
  };
}
