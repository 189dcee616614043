import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import { type Cluster, ClusterError, type NamespaceState } from '../ports/cluster.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { missing, unanswered } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Diagnosis, evidenceOf } from './pods/evidence.ts';
import { isSettled, type PodWatch, watchPods } from './pods/stability.ts';
import { followedFor, type KnownTarget, withKinds } from './pods/target-kinds.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';
import { clusterError, watchUntil } from './watch-until.ts';

/** Milliseconds. */
const betweenTries = 1000;

const schema = z.strictObject({
  deployments: servicesSchema,
  /** How long nothing may restart, vanish or become unready. */
  for: durationSchema.default(30_000),
  /** How long to wait for such a stretch. */
  deadline: durationSchema.default(5 * 60_000),
});

/** Do the pods not only start, but stay? */
export const podsStable = defineCheck({
  name: 'pods.stable',
  summary:
    'All pods of the services stay Ready for a while, without a restart and with none of another revision.',
  mode: 'wait',
  needs: ['cluster'],
  schema,
  example: { deployments: 'all', for: '1m' },
  describe: (args, context) =>
    `the pods of ${namesOf(targetsOf(args.deployments, context))} stay ready for ${formatDuration(args.for)} without a restart`,
  run: async (args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    const targets = targetsOf(args.deployments, context);
    if (cluster === undefined) return missing('pods.stable', 'a pinned cluster', 'none');
    if (targets.length === 0) return missing('pods.stable', 'services in platform.yaml', 'none');
    const known = await knownTargets(cluster, targets, context, args.deadline);
    if (known instanceof ClusterError) return unanswered('pods.stable', known);
    return watch(cluster, context, known, args);
  },
});

/** Looks what keeps the pods. A server in trouble is asked again until the deadline: that is no failure of the pods. */
async function knownTargets(
  cluster: Cluster,
  targets: readonly Target[],
  context: RunContext,
  deadline: number,
): Promise<readonly KnownTarget[] | ClusterError> {
  const { clock } = context.ports;
  const end = clock.monotonic() + BigInt(deadline) * 1_000_000n;
  for (;;) {
    const state = await cluster.look(['deployments']).catch(clusterError);
    const known = state instanceof ClusterError ? state : await withKinds(cluster, targets, state);
    const again = known instanceof ClusterError && known.passing && !context.signal.aborted;
    if (!again || clock.monotonic() >= end) return known;
    context.progress({ summary: known.message });
    await clock.sleep(betweenTries, context.signal);
  }
}

async function watch(
  cluster: Cluster,
  context: RunContext,
  targets: readonly KnownTarget[],
  args: { readonly for: number; readonly deadline: number },
): Promise<CheckResult> {
  let seen: PodWatch | undefined;
  const look = (state: NamespaceState, elapsed: number): PodWatch => {
    seen = watchPods(seen, state, targets, elapsed);
    return seen;
  };
  const end = await watchUntil({
    cluster,
    kinds: followedFor(targets),
    clock: context.ports.clock,
    signal: context.signal,
    deadline: args.deadline,
    judge: (view, elapsed) => {
      if (view.state === undefined) return undefined;
      const now = look(view.state, elapsed);
      context.progress({ summary: progressText(now, elapsed, args.for, view.trouble?.message) });
      if (now.restarts.length > 0 || now.missing.length > 0) return 'unstable';
      // What can't be watched is not known to be stable: the stretch begins again when the server answers.
      if (view.trouble !== undefined) seen = { ...now, since: undefined };
      return isSettled(seen ?? now, elapsed, args.for) ? 'stable' : undefined;
    },
  });
  const last = seen;
  if (end.kind === 'error') return unanswered('pods.stable', end.error);
  if (end.kind === 'decided' && end.value === 'stable' && last !== undefined) {
    return stable(last, targets, args.for);
  }
  if (end.kind === 'deadline' && end.view?.trouble !== undefined) {
    return unanswered('pods.stable', end.view.trouble);
  }
  const how =
    end.kind === 'stopped'
      ? 'stopped before it could be told'
      : `not stable for ${formatDuration(args.for)} within ${formatDuration(args.deadline)}`;
  return unstable(cluster, last, end.kind === 'stopped' ? 'inconclusive' : 'fail', args.for, how);
}

function progressText(now: PodWatch, elapsed: number, stretch: number, trouble: string | undefined): string {
  const quiet =
    now.since === undefined
      ? 'not yet quiet'
      : `quiet for ${formatDuration(Math.floor((elapsed - now.since) / 1000) * 1000)} of ${formatDuration(stretch)}`;
  return `${podsText(now.pods)}, ${quiet}${trouble === undefined ? '' : `; ${trouble}`}`;
}

function podsText(count: number): string {
  return `${String(count)} pod${count === 1 ? '' : 's'}`;
}

function stable(last: PodWatch, targets: readonly Target[], stretch: number): CheckResult {
  const summary = `${podsText(last.pods)} of ${namesOf(targets)} ready for ${formatDuration(stretch)} without a restart`;
  return {
    verdict: 'pass',
    summary,
    evidence: [
      {
        check: 'pods.stable',
        result: 'pass',
        what: 'pods',
        expected: `ready for ${formatDuration(stretch)}, no restart`,
        observed: `${String(last.pods)} ready, 0 restarts`,
      },
    ],
  };
}

async function unstable(
  cluster: Cluster,
  last: PodWatch | undefined,
  verdict: 'fail' | 'inconclusive',
  stretch: number,
  how: string,
): Promise<CheckResult> {
  const expected = `ready for ${formatDuration(stretch)}, no restart, no other revision`;
  const diagnoses: readonly Diagnosis[] =
    last === undefined
      ? []
      : [...last.missing, ...last.restarts, ...last.unsettled].map((trouble) => ({ ...trouble, expected }));
  const [first, ...rest] = await evidenceOf('pods.stable', verdict, diagnoses, cluster);
  const worst = diagnoses[0];
  const summary = worst === undefined ? how : `${worst.service}: ${worst.message}`;
  const nothing = {
    check: 'pods.stable',
    result: verdict,
    what: 'pods',
    expected,
    observed: summary,
  } as const;
  const failing = [...new Set(diagnoses.map(({ service }) => service))];
  return { verdict, summary, evidence: [first ?? nothing, ...rest], failing };
}
