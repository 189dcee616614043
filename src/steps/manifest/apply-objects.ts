import { fieldManager } from '../actions/snapshot/kinds.ts';
import { liveOf } from '../actions/snapshot/restore-object.ts';
import { clusterError } from '../checks/watch-until.ts';
import type { Clock } from '../ports/clock.ts';
import { type Cluster, ClusterError, type Manifest } from '../ports/cluster.ts';
import type { ApprovedObject } from './approved-object.ts';
import { toApply } from './autoscaled.ts';
import { comparable, comparableDigest, masked, uidOf } from './comparable.ts';
import { field, record, text } from './json.ts';
import { lastWriter, standingOf } from './standing.ts';
import { changedLines, objectDiff } from './unified-diff.ts';

/** What became of one object. */
export interface Applied {
  readonly object: ApprovedObject;
  /**
   * `refused`: it had changed since it was compared, and was left alone. `differs`: it was applied, and the server
   * made something else of it than it had said. `failed`: the server would not take it.
   */
  readonly result: 'created' | 'changed' | 'unchanged' | 'refused' | 'differs' | 'failed';
  /** The object as the server then has it; undefined for `refused` and `failed`. */
  readonly now: Manifest | undefined;
  /** What differs, or the error. */
  readonly details: readonly string[];
}

/** Whether the object is now as it was approved. */
export function isGood({ result }: Applied): boolean {
  return result === 'created' || result === 'changed' || result === 'unchanged';
}

/**
 * Applies objects on the server’s side, one after the other: what pods need first, then the pods, then what looks
 * at them. Each is compared with the approval right before, and sent with the version that was seen, so that nothing
 * can come in between. A server that is away for a while is waited for. Ends at the first that is not good, or when the signal aborts: the objects that the answer
 * does not name were not touched. Never rejects.
 */
export async function applyObjects(
  cluster: Cluster,
  objects: readonly ApprovedObject[],
  signal: AbortSignal,
  onEach: (applied: Applied) => void,
  clock: Clock,
): Promise<readonly Applied[]> {
  const done: Applied[] = [];
  for (const object of inOrder(objects)) {
    if (signal.aborted) break;
    const applied = await applyPatiently(cluster, object, signal, clock);
    done.push(applied);
    onEach(applied);
    if (!isGood(applied)) break;
  }
  return done;
}

const workloads: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'];
const afterwards: readonly string[] = ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'Ingress'];

function inOrder(objects: readonly ApprovedObject[]): readonly ApprovedObject[] {
  const place = ({ planned }: ApprovedObject): number => {
    if (workloads.includes(planned.kind)) return 1;
    return afterwards.includes(planned.kind) ? 2 : 0;
  };
  return objects.toSorted((a, b) => place(a) - place(b));
}

/** Milliseconds for which a server that can’t be asked is waited for, and the longest pause between two tries. */
const patience = 60_000;
const longestPause = 8_000;

/**
 * Applies one object, again while the server is in trouble. That is safe: an answer that was lost leaves the object
 * as approved, which the next try finds.
 */
async function applyPatiently(
  cluster: Cluster,
  object: ApprovedObject,
  signal: AbortSignal,
  clock: Clock,
): Promise<Applied> {
  const until = clock.monotonic() + BigInt(patience) * 1_000_000n;
  for (let pause = 1_000; ; pause = Math.min(pause * 2, longestPause)) {
    const applied = await applyOne(cluster, object);
    if (!(applied instanceof ClusterError)) return applied;
    const again = applied.passing && !signal.aborted && clock.monotonic() < until;
    if (!again) return { object, result: 'failed', now: undefined, details: [applied.message] };
    await clock.sleep(pause, signal);
  }
}

/** How often an object is applied again over a newer version whose controller has only told its status. */
const mostConflicts = 8;

async function applyOne(cluster: Cluster, object: ApprovedObject): Promise<Applied | ClusterError> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      const live = await liveOf(cluster, object.manifest);
      if (standingOf(live, object.planned) === 'differs') return refusal(object, live);
      return settle(object, live, await send(cluster, object, live));
    } catch (thrown) {
      const failure = clusterError(thrown);
      if (failure.reason !== 'conflict' || conflicts >= mostConflicts) return failure;
    }
  }
}

function send(
  cluster: Cluster,
  { manifest, planned }: ApprovedObject,
  live: Manifest | undefined,
): Promise<Manifest> {
  const wanted = toApply(manifest, live, planned.autoscaled);
  const resourceVersion = text(field(live, 'metadata', 'resourceVersion'));
  const locked =
    resourceVersion === undefined
      ? wanted
      : { ...wanted, metadata: { ...record(wanted['metadata']), resourceVersion } };
  return cluster.serverSideApply(locked, { fieldManager, force: true, dryRun: false });
}

function settle(object: ApprovedObject, before: Manifest | undefined, now: Manifest): Applied {
  const { planned, title, expected } = object;
  const how = { autoscaled: planned.autoscaled, created: planned.live === null };
  if (comparableDigest(now, how) !== planned.result) {
    const lines = changedLines(objectDiff(title, expected ?? undefined, comparable(masked(now), how)));
    return { object, result: 'differs', now, details: lines };
  }
  const same = before !== undefined && comparableDigest(before, how) === planned.result;
  if (same && uidOf(before) === uidOf(now)) return { object, result: 'unchanged', now, details: [] };
  return { object, result: before === undefined ? 'created' : 'changed', now, details: [] };
}

function refusal(object: ApprovedObject, live: Manifest | undefined): Applied {
  const writer = live === undefined ? undefined : lastWriter(live);
  const by = writer === undefined ? '' : ` by ${writer.manager} at ${writer.at}`;
  const what = live === undefined ? 'it is gone' : `it was changed${by} since it was compared`;
  return { object, result: 'refused', now: undefined, details: [what] };
}
