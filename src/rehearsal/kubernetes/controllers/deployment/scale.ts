import { withAt } from '../../objects/json.ts';
import {
  annotationsOf,
  isKubeObject,
  type KubeObject,
  nameOf,
  withMetadata,
} from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { update } from '../support/acting.ts';
import type { Recorder } from '../support/events.ts';
import {
  byAge,
  desiredAnnotation,
  isScaledUp,
  maxAnnotation,
  sum,
  wanted,
  available,
} from './replica-sets.ts';
import type { DeploymentSpec } from './spec.ts';

export interface Scaling {
  readonly world: World;
  readonly events: Recorder;
  readonly deployment: KubeObject;
  readonly spec: DeploymentSpec;
}

/** What a ReplicaSet says about the size of its Deployment, for proportional scaling. */
export function sizeAnnotations({
  replicas,
  maxSurge,
  recreate,
}: DeploymentSpec): Readonly<Record<string, string>> {
  return {
    [desiredAnnotation]: String(replicas),
    [maxAnnotation]: String(replicas + (recreate ? 0 : maxSurge)),
  };
}

/** Sets the size of a ReplicaSet. True where it was another one before, which is told by an event. */
export function scaleTo(
  { world, events, deployment, spec }: Scaling,
  set: KubeObject,
  size: number,
): boolean {
  const before = wanted(set);
  const annotations = { ...annotationsOf(set), ...sizeAnnotations(spec) };
  const scaled = withAt(withMetadata(set, { annotations }), ['spec', 'replicas'], size);
  if (isKubeObject(scaled)) update(world, scaled);
  if (before === size) return false;
  events.record(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${before < size ? 'up' : 'down'} replica set ${nameOf(set)} from ${String(before)} to ${String(size)}`,
  });
  return true;
}

/** The size that the new ReplicaSet may have now, so that no more pods exist than the surge allows. */
export function newSize(spec: DeploymentSpec, all: readonly KubeObject[], present: number): number {
  if (spec.recreate) return spec.replicas;
  const room = spec.replicas + spec.maxSurge - sum(all, wanted);
  if (room <= 0) return present;
  return present + Math.min(room, spec.replicas - present);
}

/**
 * Brings the pods to the number that is wanted without a change of template: all of it to the one ReplicaSet that
 * has pods, or in the middle of a rolling update in proportion to each one's share.
 */
export function scaleAll(
  scaling: Scaling,
  current: KubeObject | undefined,
  old: readonly KubeObject[],
): void {
  const { spec } = scaling;
  const only = activeOrLatest(current, old);
  if (only !== undefined) {
    if (wanted(only) !== spec.replicas) scaleTo(scaling, only, spec.replicas);
    return;
  }
  if (current !== undefined && isSaturated(spec, current)) {
    for (const set of old.filter(isScaledUp)) scaleTo(scaling, set, 0);
    return;
  }
  if (!spec.recreate) scaleInProportion(scaling, [...old, ...(current === undefined ? [] : [current])]);
}

function activeOrLatest(current: KubeObject | undefined, old: readonly KubeObject[]): KubeObject | undefined {
  const active = [...(current === undefined ? [] : [current]), ...old].filter(isScaledUp);
  if (active.length === 0) return current ?? old.toSorted(byAge).at(-1);
  return active.length === 1 ? active[0] : undefined;
}

function isSaturated({ replicas }: DeploymentSpec, set: KubeObject): boolean {
  const desired = Number(annotationsOf(set)[desiredAnnotation]);
  return wanted(set) === replicas && desired === replicas && available(set) === replicas;
}

function scaleInProportion(scaling: Scaling, sets: readonly KubeObject[]): void {
  const { spec } = scaling;
  const allowed = spec.replicas > 0 ? spec.replicas + spec.maxSurge : 0;
  const active = sets.filter(isScaledUp);
  const toAdd = allowed - sum(active, wanted);
  // Larger ones first; of equal ones the newest gains first and the oldest loses first.
  const order = active.toSorted((a, b) => wanted(b) - wanted(a) || (toAdd > 0 ? byAge(b, a) : byAge(a, b)));
  let added = 0;
  const sizes = order.map((set) => {
    const share = toAdd === 0 ? 0 : shareFor(spec, set, toAdd - added);
    added += share;
    return { set, size: wanted(set) + share };
  });
  for (const [index, { set, size }] of sizes.entries()) {
    scaleTo(scaling, set, Math.max(0, index === 0 ? size + toAdd - added : size));
  }
}

function shareFor(spec: DeploymentSpec, set: KubeObject, left: number): number {
  const most = Number(annotationsOf(set)[maxAnnotation] ?? spec.replicas);
  const whole = spec.replicas + spec.maxSurge;
  const share =
    spec.replicas === 0 ? -wanted(set) : Math.round((wanted(set) * whole) / Math.max(1, most)) - wanted(set);
  return left > 0 ? Math.min(share, left) : Math.max(share, left);
}
