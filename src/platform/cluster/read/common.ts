import { field, items, number, text } from '../../../steps/manifest/json.ts';
import { templateDigest } from '../../../steps/manifest/template-digest.ts';
import type { Condition, Owner } from '../../../steps/ports/cluster.ts';

/** Text of a member of metadata; empty when there is none. */
export function meta(object: unknown, name: string): string {
  return text(field(object, 'metadata', name)) ?? '';
}

export function conditionsOf(object: unknown): readonly Condition[] {
  return items(field(object, 'status', 'conditions')).map((condition) => ({
    type: text(field(condition, 'type')) ?? '',
    status: conditionStatus(field(condition, 'status')),
    reason: text(field(condition, 'reason')) ?? '',
    message: text(field(condition, 'message')) ?? '',
    since: text(field(condition, 'lastTransitionTime')),
  }));
}

function conditionStatus(value: unknown): Condition['status'] {
  return value === 'True' || value === 'False' ? value : 'Unknown';
}

/** The controller that owns the object. */
export function controllerOf(object: unknown): Owner | undefined {
  const owner = items(field(object, 'metadata', 'ownerReferences')).find(
    (one) => field(one, 'controller') === true,
  );
  return owner === undefined ? undefined : ownerOf(owner);
}

/** Kind, name and uid of a reference. */
export function ownerOf(reference: unknown): Owner {
  return {
    kind: text(field(reference, 'kind')) ?? '',
    name: text(field(reference, 'name')) ?? '',
    uid: text(field(reference, 'uid')) ?? '',
  };
}

/** The annotation in which the Deployment controller counts template revisions. */
export function revisionOf(object: unknown): string | undefined {
  return text(field(object, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'));
}

/** What every object has: who it is and since when. */
export function identityOf(object: unknown): {
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string | undefined;
} {
  return {
    name: meta(object, 'name'),
    uid: meta(object, 'uid'),
    createdAt: text(field(object, 'metadata', 'creationTimestamp')),
  };
}

/** What every workload has besides: its pod template, and which of its generations the controller has seen. */
export function workloadOf(object: unknown): ReturnType<typeof identityOf> & {
  readonly generation: number;
  readonly observedGeneration: number;
  readonly template: string;
} {
  return {
    ...identityOf(object),
    generation: number(field(object, 'metadata', 'generation')) ?? 0,
    observedGeneration: number(field(object, 'status', 'observedGeneration')) ?? 0,
    template: templateDigest(object),
  };
}
