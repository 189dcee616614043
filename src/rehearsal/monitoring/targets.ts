import { flagAt, listAt, textAt } from '../kubernetes/objects/json.ts';
import { type KubeObject, nameOf, uidOf } from '../kubernetes/objects/kube-object.ts';
import { isNodeLost } from '../kubernetes/network/node-lost.ts';
import { firstPort, listenerAt, type Listening } from '../kubernetes/network/reach-pod.ts';
import type { World } from '../kubernetes/world.ts';
import { serviceOf } from '../services/instance.ts';
import { bounds } from '../services/traffic.ts';
import type { Labels, Reading } from './series.ts';

/** A pod that is asked for its figures, and what it said. */
export interface Target {
  readonly labels: Labels;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  /** Why it did not answer; undefined: it did. */
  readonly error: string | undefined;
  readonly readings: readonly Reading[];
}

/** Asks every pod that serves, or should, as the discovery of pods with a port finds them. */
export function askTargets(world: World): readonly Target[] {
  return world.store.list('pods').flatMap((pod) => {
    const port = firstPort(pod);
    const isMeant = port !== undefined && !isOver(pod) && !isOfJob(pod);
    return isMeant ? [askTarget(world, pod, port)] : [];
  });
}

/** One that has ended, or is asked to, is not discovered any more. */
function isOver(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status', 'phase');
  const hasAddress = textAt(pod, 'status', 'podIP') !== undefined;
  return (
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    !hasAddress ||
    pod.metadata['deletionTimestamp'] !== undefined
  );
}

function isOfJob(pod: KubeObject): boolean {
  return listAt(pod, 'metadata', 'ownerReferences').some(
    (owner) => textAt(owner, 'kind') === 'Job' && flagAt(owner, 'controller') !== false,
  );
}

function askTarget(world: World, pod: KubeObject, port: number): Target {
  const address = `${textAt(pod, 'status', 'podIP') ?? ''}:${String(port)}`;
  const image = textAt(listAt(pod, 'spec', 'containers')[0], 'image') ?? '';
  const labels: Labels = {
    job: 'kubernetes-pods',
    namespace: textAt(pod, 'metadata', 'namespace') ?? '',
    service: serviceOf(image).service,
    pod: nameOf(pod),
    instance: address,
  };
  const url = `http://${address}/metrics`;
  const askedAt = world.schedule.now();
  const found = listenerAt(world, pod, port);
  const up = (value: number): Reading => ({ labels: { __name__: 'up', ...labels }, value });
  if (found === undefined) {
    const why = isNodeLost(world, pod)
      ? 'context deadline exceeded'
      : `dial tcp ${address}: connect: connection refused`;
    return { labels, url, askedAt, error: `Get "${url}": ${why}`, readings: [up(0)] };
  }
  return {
    labels,
    url,
    askedAt,
    error: undefined,
    readings: [up(1), ...readingsOf(world, pod, found, labels)],
  };
}

/** The same figures as the service's own /metrics. */
function readingsOf(world: World, pod: KubeObject, found: Listening, labels: Labels): readonly Reading[] {
  const traffic = world.traffic.of(`${uidOf(pod)}/${found.container}`, found.started);
  const { requests, within, seconds } = traffic.countUntil(world.schedule.now(), found.behaviour);
  const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
  const reading = (name: string, value: number, more: Labels = {}): Reading => ({
    labels: { __name__: name, ...labels, ...more },
    value,
  });
  const duration = 'http_request_duration_seconds';
  return [
    ...[...requests].map(([status, count]) =>
      reading('http_requests_total', count, { status: String(status) }),
    ),
    ...bounds.map((bound, index) => reading(`${duration}_bucket`, within[index] ?? 0, { le: String(bound) })),
    reading(`${duration}_bucket`, total, { le: '+Inf' }),
    reading(`${duration}_sum`, seconds),
    reading(`${duration}_count`, total),
  ];
}
