import { currentReplicaSet } from '../pods/workload.ts';
import type { Member, Survey } from './survey.ts';

/** A change of pods that is not longer ago than this may be the cause of what is seen; milliseconds. */
const recently = 24 * 3600_000;

/** When a service's present revision was made, and the one before it that is still kept. */
export interface Release {
  readonly since: string;
  readonly revision: number;
  readonly before: number | undefined;
}

/** The release that a service has had lately. Undefined: it runs since longer, or is no Deployment. */
export function recentRelease({ workload }: Member, { state, now }: Survey): Release | undefined {
  if (workload.kind !== 'Deployment' || now === undefined) return undefined;
  const current = currentReplicaSet(workload.object, state);
  const since = current?.createdAt;
  if (since === undefined || now - Date.parse(since) > recently) return undefined;
  const revision = Number(current?.revision);
  const before = previousRevision(workload.object.uid, revision, state);
  return before === undefined && revision <= 1 ? undefined : { since, revision, before };
}

function previousRevision(uid: string, revision: number, state: Survey['state']): number | undefined {
  return state.replicaSets
    .filter(({ owner }) => owner?.uid === uid)
    .map((set) => Number(set.revision))
    .filter((each) => each < revision)
    .toSorted((a, b) => b - a)[0];
}

/** `analytics=3, reporting=1`: the kept revisions before the present ones of these services; empty: there are none. */
export function revisionsBefore(services: readonly string[], seen: Survey): string {
  return seen.members
    .filter(({ name }) => services.includes(name))
    .flatMap((member) => {
      const before = recentRelease(member, seen)?.before;
      return before === undefined ? [] : [`${member.name}=${String(before)}`];
    })
    .join(', ');
}
