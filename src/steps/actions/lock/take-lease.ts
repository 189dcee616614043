import { clusterError } from '../../checks/watch-until.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Cluster } from '../../ports/cluster.ts';
import {
  by,
  type Holder,
  isOwn,
  type Lease,
  leaseKind,
  newLease,
  readLease,
  recordOf,
  renewedLease,
  takenLease,
} from './lease.ts';

/** Milliseconds between two looks at a Lease that somebody else holds. */
const lookEvery = 1000;
/** Milliseconds until an API server in trouble is asked again, and until it is given up. */
const troublePause = 2000;
const troubleLimit = 60_000;

export type Taken =
  | { readonly taken: 'new' }
  /** It was there, and nobody held it. */
  | { readonly taken: 'free' }
  | { readonly taken: 'kept'; readonly lease: Lease }
  /** Its holder has not renewed it for so many milliseconds by our clock. */
  | { readonly taken: 'over'; readonly from: Lease; readonly watched: number }
  /** Somebody else holds it and lives, or could not be waited for. */
  | { readonly taken: 'no'; readonly lease: Lease }
  | { readonly taken: 'stopped' };

export interface TakeOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly name: string;
  readonly holder: Holder;
  /** For how long it is to be held without being renewed. */
  readonly seconds: number;
  /** Watches a Lease that somebody else holds, to see whether they live. */
  readonly watch: boolean;
  readonly tell: (lease: Lease, left: number) => void;
  readonly troubled: (message: string) => void;
}

interface Watching {
  readonly record: string;
  readonly since: bigint;
}

/**
 * Takes a Lease as client-go's leader election does: a holder counts as gone only once its record has been seen
 * unchanged for the length of the Lease, by our own monotonic clock, so that clocks need not agree
 * (https://pkg.go.dev/k8s.io/client-go/tools/leaderelection). Rejects with the ClusterError that repeating can't cure.
 */
export async function takeLease(options: TakeOptions): Promise<Taken> {
  const { clock, signal } = options;
  let watching: Watching | undefined;
  let troubleSince: bigint | undefined;
  while (!signal.aborted) {
    try {
      const looked = await lookOnce(options, watching);
      if ('taken' in looked) return looked;
      watching = looked.watching;
      troubleSince = undefined;
      await clock.sleep(looked.pause, signal);
    } catch (thrown) {
      const error = clusterError(thrown);
      // Somebody was quicker: look again at what it is now.
      if (error.reason === 'conflict') continue;
      troubleSince ??= clock.monotonic();
      if (!error.passing || millisecondsSince(clock, troubleSince) > troubleLimit) throw error;
      options.troubled(error.message);
      await clock.sleep(troublePause, signal);
    }
  }
  return { taken: 'stopped' };
}

type Looked = Taken | { readonly watching: Watching; readonly pause: number };

async function lookOnce(options: TakeOptions, watching: Watching | undefined): Promise<Looked> {
  const { cluster, clock, name, holder, seconds } = options;
  const manifest = await cluster.get(leaseKind, name);
  if (manifest === undefined) {
    await cluster.create(newLease(name, holder, seconds, clock.now()), { ...by, dryRun: false });
    return { taken: 'new' };
  }
  const lease = readLease(manifest);
  if (lease.holder === '') {
    await cluster.replace(takenLease(lease, holder, seconds, clock.now()), by);
    return { taken: 'free' };
  }
  if (isOwn(lease, holder)) {
    await cluster.replace(renewedLease(lease, holder, seconds, clock.now()), by);
    return { taken: 'kept', lease };
  }
  return options.watch ? watchOther(options, lease, watching) : { taken: 'no', lease };
}

async function watchOther(
  { cluster, clock, holder, seconds, tell }: TakeOptions,
  lease: Lease,
  watching: Watching | undefined,
): Promise<Looked> {
  const record = recordOf(lease);
  if (watching !== undefined && watching.record !== record) return { taken: 'no', lease };
  const seen = watching ?? { record, since: clock.monotonic() };
  const watched = millisecondsSince(clock, seen.since);
  const left = (lease.seconds ?? seconds) * 1000 - watched;
  if (left > 0) {
    tell(lease, left);
    return { watching: seen, pause: Math.min(left, lookEvery) };
  }
  await cluster.replace(takenLease(lease, holder, seconds, clock.now()), by);
  return { taken: 'over', from: lease, watched };
}

function millisecondsSince(clock: Clock, since: bigint): number {
  return Number((clock.monotonic() - since) / 1_000_000n);
}
