import { ClusterError, type FollowedView, type NamespaceState } from '../../ports/cluster.ts';
import { unanswered } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import type { Target } from '../targets.ts';
import { clusterError, type WatchEnd, watchUntil } from '../watch-until.ts';
import { type RolloutMemory, rememberRollouts } from './rollout-memory.ts';
import { type RolloutsEnd, rolloutResult } from './rollout-result.ts';
import type { ServiceRollout } from './rollout.ts';
import { rolloutTable } from './rollout-table.ts';
import type { RolloutWait } from './rollout-options.ts';
import { followedFor, kindIsOpen, type KnownTarget, withKinds } from './target-kinds.ts';

/** Follows the rollouts until all are complete, one is beyond hope, the deadline passes or the signal aborts. */
export async function followRollouts(wait: RolloutWait): Promise<CheckResult> {
  const end = await awaitRollouts(wait);
  return 'unanswered' in end ? unanswered('rollout.wait', end.unanswered) : rolloutResult(wait, end);
}

export type RolloutsAwaited = RolloutsEnd | { readonly unanswered: ClusterError };

/** As followRollouts, with its end told in parts for those who go on from there. */
export async function awaitRollouts(wait: RolloutWait): Promise<RolloutsAwaited> {
  const { clock } = wait.context.ports;
  const began = clock.monotonic();
  const spent = (): number => Number((clock.monotonic() - began) / 1_000_000n);
  const memory = rememberRollouts(wait, spent);
  const tell = wait.tell?.bind(wait) ?? ownTable(wait, spent);
  let targets = wait.targets;
  for (;;) {
    const { watched, latest } = await watch({ wait, memory, targets, tell, left: wait.deadline - spent() });
    if (watched.kind === 'error') return { unanswered: watched.error };
    if (watched.kind === 'stopped') return { kind: 'stopped', latest, took: spent() };
    if (watched.kind === 'deadline') return atDeadline(watched.view, latest);
    const decided = watched.value;
    if (decided.kind === 'failed') return { kind: 'failed', latest };
    const found =
      decided.kind === 'open'
        ? await findKinds(wait, targets, decided.state)
        : await lookAgain(wait, memory, targets);
    if (found instanceof ClusterError) {
      if (!found.passing) return { unanswered: found };
    } else if (found.kind === 'targets') {
      targets = found.targets;
    } else if (found.latest.every(({ rollout }) => rollout.phase === 'complete')) {
      return { kind: 'complete', latest: found.latest, took: spent() };
    }
  }
}

/** A server in trouble at the deadline says nothing about the rollouts. */
function atDeadline(view: FollowedView | undefined, latest: readonly ServiceRollout[]): RolloutsAwaited {
  return view?.trouble === undefined ? { kind: 'late', latest } : { unanswered: view.trouble };
}

async function findKinds(
  wait: RolloutWait,
  targets: readonly Target[],
  state: NamespaceState,
): Promise<{ readonly kind: 'targets'; readonly targets: readonly KnownTarget[] } | ClusterError> {
  const found = await withKinds(wait.cluster, targets, state);
  return found instanceof ClusterError ? found : { kind: 'targets', targets: found };
}

/** What was watched may be seconds old: what passes is what the server says when it is asked again. */
async function lookAgain(
  wait: RolloutWait,
  memory: RolloutMemory,
  targets: readonly Target[],
): Promise<{ readonly kind: 'seen'; readonly latest: readonly ServiceRollout[] } | ClusterError> {
  const fresh = await wait.cluster.look(followedFor(targets)).catch(clusterError);
  if (fresh instanceof ClusterError) return fresh;
  return { kind: 'seen', latest: memory.rollouts(known(targets), fresh) };
}

type Decided =
  | { readonly kind: 'open'; readonly state: NamespaceState }
  | { readonly kind: 'complete' | 'failed' };

interface Watching {
  readonly wait: RolloutWait;
  readonly memory: RolloutMemory;
  readonly targets: readonly Target[];
  readonly tell: NonNullable<RolloutWait['tell']>;
  /** Milliseconds until the deadline. */
  readonly left: number;
}

async function watch({ wait, memory, targets, tell, left }: Watching): Promise<{
  readonly watched: WatchEnd<Decided>;
  readonly latest: readonly ServiceRollout[];
}> {
  let latest: readonly ServiceRollout[] = [];
  const judge = (view: FollowedView): Decided | undefined => {
    if (view.state !== undefined && kindIsOpen(targets, view.state)) {
      return { kind: 'open', state: view.state };
    }
    if (view.state !== undefined) latest = memory.rollouts(known(targets), view.state);
    const kind = memory.decide(view, latest);
    tell(latest, view.trouble?.message ?? memory.staying(), view.state);
    return kind === undefined ? undefined : { kind };
  };
  const watched = await watchUntil({
    cluster: wait.cluster,
    kinds: followedFor(targets),
    clock: wait.context.ports.clock,
    signal: wait.context.signal,
    deadline: left,
    judge,
  });
  return { watched, latest };
}

/** Where no kind is open any more, one that says none is a Deployment. */
function known(targets: readonly Target[]): readonly KnownTarget[] {
  return targets.map((target) => ({ ...target, kind: target.kind ?? 'Deployment' }));
}

function ownTable(wait: RolloutWait, spent: () => number): NonNullable<RolloutWait['tell']> {
  const table = rolloutTable(spent);
  return (rollouts, remark) => {
    wait.context.progress(table(rollouts, remark));
  };
}
