import type { Clock } from '../ports/clock.ts';
import { type Cluster, ClusterError, type FollowedKind, type FollowedView } from '../ports/cluster.ts';

/** Milliseconds between two judgements when nothing changes: grace periods and deadlines pass silently. */
const tick = 500;

export type WatchEnd<T> =
  | { readonly kind: 'decided'; readonly value: T }
  | { readonly kind: 'deadline'; readonly view: FollowedView | undefined }
  | { readonly kind: 'stopped'; readonly view: FollowedView | undefined }
  | { readonly kind: 'error'; readonly error: ClusterError };

export interface WatchOptions<T> {
  readonly cluster: Cluster;
  readonly kinds: readonly FollowedKind[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly deadline: number;
  /** Called on every change and at least twice a second; `elapsed` in milliseconds. Undefined: go on watching. */
  judge(view: FollowedView, elapsed: number): T | undefined;
}

/** Watches the namespace until the judge decides, the deadline passes or the signal aborts. Never rejects. */
export async function watchUntil<T>(options: WatchOptions<T>): Promise<WatchEnd<T>> {
  const { cluster, clock, signal } = options;
  const began = clock.monotonic();
  const ended = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const end = Promise.withResolvers<WatchEnd<T>>();
  let view: FollowedView | undefined;
  const judge = (): void => {
    if (both.aborted) return;
    const elapsed = Number((clock.monotonic() - began) / 1_000_000n);
    const value = view === undefined ? undefined : options.judge(view, elapsed);
    if (value !== undefined) end.resolve({ kind: 'decided', value });
    else if (elapsed >= options.deadline) end.resolve({ kind: 'deadline', view });
  };
  const ticking = async (): Promise<void> => {
    while (!both.aborted) {
      await clock.sleep(tick, both);
      judge();
    }
    end.resolve({ kind: 'stopped', view });
  };
  const following = cluster.follow(
    options.kinds,
    (next) => {
      view = next;
      judge();
    },
    both,
  );
  following.catch((thrown: unknown) => {
    end.resolve({ kind: 'error', error: clusterError(thrown) });
  });
  const clockwork = ticking();
  clockwork.catch((thrown: unknown) => {
    end.resolve({ kind: 'error', error: clusterError(thrown) });
  });
  const result = await end.promise;
  ended.abort();
  await Promise.allSettled([following, clockwork]);
  return result;
}

/** Whatever a call to the cluster threw, as a ClusterError. */
export function clusterError(thrown: unknown): ClusterError {
  if (thrown instanceof ClusterError) return thrown;
  return new ClusterError('server', thrown instanceof Error ? thrown.message : String(thrown), thrown);
}
