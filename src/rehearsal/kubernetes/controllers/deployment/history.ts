import { isBeingDeleted, type KubeObject } from '../../objects/kube-object.ts';
import { remove } from '../support/acting.ts';
import { actual, revisionOf, wanted } from './replica-sets.ts';
import type { Scaling } from './scale.ts';

/** Deletes old ReplicaSets without pods beyond the history limit, the oldest revisions first. */
export function forgetOld({ world, spec }: Scaling, old: readonly KubeObject[]): void {
  const kept = old.filter((set) => !isBeingDeleted(set)).toSorted((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of kept.slice(0, Math.max(0, kept.length - spec.historyLimit))) {
    if (wanted(set) === 0 && actual(set) === 0) remove(world, set);
  }
}
