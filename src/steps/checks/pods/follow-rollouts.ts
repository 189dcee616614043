import { formatDuration } from '../../../runbook/values/duration.ts';
import type { RunContext } from '../../context.ts';
import type { Cluster, FollowedKind, FollowedView, NamespaceState } from '../../ports/cluster.ts';
import { unanswered } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import { recentSamples } from '../recent-samples.ts';
import type { Target } from '../targets.ts';
import { clusterError, watchUntil } from '../watch-until.ts';
import { evidenceOf } from './evidence.ts';
import type { Finding } from './finding.ts';
import { lostNodes } from './lost-nodes.ts';
import { judgeRollout, type Rollout, type ServiceRollout } from './rollout.ts';
import { diagnosisOf, isOver, progressOf, readyOf, summaryOf } from './rollout-report.ts';

const check = 'rollout.wait';
const kinds: readonly FollowedKind[] = ['deployments', 'replicaSets', 'pods', 'events'];

/** Milliseconds between two samples of what is ready. */
const sampleEvery = 1000;

export interface RolloutWait {
  readonly cluster: Cluster;
  readonly context: RunContext;
  readonly targets: readonly Target[];
  /** Milliseconds, for all together. */
  readonly deadline: number;
  /** Milliseconds for which all must stay complete. */
  readonly stableFor: number;
  readonly zeroExpected: boolean;
}

/** Follows the rollouts until all are complete, one is beyond hope, the deadline passes or the signal aborts. */
export async function followRollouts(wait: RolloutWait): Promise<CheckResult> {
  const { cluster, context } = wait;
  const { clock } = context.ports;
  const began = clock.monotonic();
  const spent = (): number => Number((clock.monotonic() - began) / 1_000_000n);
  const judge = makeJudge(wait, spent);
  const ready = recentSamples(sampleEvery);
  let latest: readonly ServiceRollout[] = [];
  for (;;) {
    const end = await watchUntil({
      cluster,
      kinds,
      clock,
      signal: context.signal,
      deadline: wait.deadline - spent(),
      judge: (view) => {
        if (view.state !== undefined) latest = judge.rollouts(view.state);
        const decided = judge.decide(view, latest);
        const remark = view.trouble?.message ?? judge.staying();
        const samples = ready(readyOf(latest), spent());
        context.progress(progressOf(latest, spent(), clock.now(), remark, samples));
        return decided;
      },
    });
    if (end.kind === 'error') return unanswered(check, end.error);
    if (end.kind === 'stopped') return report(wait, latest, 'inconclusive', `stopped after ${took(spent())}`);
    if (end.kind === 'deadline') return late(wait, latest, end.view);
    if (end.value === 'failed') return report(wait, latest, 'fail', undefined);
    // What was watched may be seconds old: what passes is what the server says when it is asked again.
    const fresh = await cluster.look(kinds).catch(clusterError);
    if (!('pods' in fresh)) {
      if (!fresh.passing) return unanswered(check, fresh);
      continue;
    }
    latest = judge.rollouts(fresh);
    if (latest.every(({ rollout }) => rollout.phase === 'complete')) {
      return report(wait, latest, 'pass', `rolled out in ${took(spent())}`);
    }
  }
}

function took(milliseconds: number): string {
  return formatDuration(Math.max(1000, Math.round(milliseconds / 1000) * 1000));
}

/** Judges states, remembering how long findings have lasted and since when all is complete, by our own clock. */
function makeJudge(wait: RolloutWait, spent: () => number) {
  const firstSeen = new Map<string, number>();
  let completeSince: number | undefined;
  const age = (finding: Finding): number => {
    const seen = firstSeen.get(finding.key) ?? spent();
    firstSeen.set(finding.key, seen);
    return spent() - seen;
  };
  const rules = { zeroExpected: wait.zeroExpected, age };
  return {
    rollouts: (state: NamespaceState): readonly ServiceRollout[] =>
      wait.targets.map(({ service, deployment }) => ({
        service,
        rollout: judgeRollout(deployment, state, rules),
      })),
    decide: (view: FollowedView, rollouts: readonly ServiceRollout[]): 'complete' | 'failed' | undefined => {
      if (view.state === undefined) return undefined;
      if (rollouts.some(({ rollout }) => isOver(rollout))) return 'failed';
      // While the server is in trouble the state is old: nothing passes by it.
      const complete =
        view.trouble === undefined && rollouts.every(({ rollout }) => rollout.phase === 'complete');
      completeSince = complete ? (completeSince ?? spent()) : undefined;
      return completeSince !== undefined && spent() - completeSince >= wait.stableFor
        ? 'complete'
        : undefined;
    },
    /** How long all have stayed complete, where they are to stay so: else nobody knows what is waited for. */
    staying: (): string | undefined => {
      if (completeSince === undefined || wait.stableFor === 0) return undefined;
      const stayed = Math.floor((spent() - completeSince) / 1000) * 1000;
      return `steady for ${formatDuration(stayed)} of ${formatDuration(wait.stableFor)}`;
    },
  };
}

async function late(
  wait: RolloutWait,
  latest: readonly ServiceRollout[],
  view: FollowedView | undefined,
): Promise<CheckResult> {
  if (view?.trouble !== undefined) return unanswered(check, view.trouble);
  return report(wait, latest, 'fail', `not within ${formatDuration(wait.deadline)}`);
}

async function report(
  wait: RolloutWait,
  latest: readonly ServiceRollout[],
  verdict: CheckResult['verdict'],
  how: string | undefined,
): Promise<CheckResult> {
  const bad = latest
    .filter(({ rollout }) => rollout.phase !== 'complete' && isTelling(rollout, verdict, how))
    .toSorted((one, other) => Number(isOver(other.rollout)) - Number(isOver(one.rollout)));
  const good = latest.filter(({ rollout }) => rollout.phase === 'complete');
  const result = verdict === 'pass' ? 'fail' : verdict;
  const evidence = await evidenceOf(check, result, bad.map(diagnosisOf), wait.cluster);
  const summary = summaryOf(latest, bad, how);
  const goodEvidence = {
    check,
    result: good.length === latest.length && good.length > 0 ? 'pass' : verdict,
    what: 'rollouts',
    expected: `${String(wait.targets.length)} rolled out`,
    observed: `${String(good.length)} rolled out`,
    details: verdict === 'pass' ? good.map(rolledOut) : inOneLine(good),
  } as const;
  const nodes = verdict === 'pass' ? [] : await lostNodes(check, wait.cluster, bad);
  const [first, ...rest] = [...evidence, ...nodes];
  return {
    verdict,
    summary,
    evidence: first === undefined ? [goodEvidence] : [first, ...rest, goodEvidence],
    ...(bad.length === 0 ? {} : { failing: bad.map(({ service }) => service) }),
  };
}

function rolledOut({ service, rollout }: ServiceRollout): string {
  const { ready, desired, revision, leaving } = rollout;
  const line = `${service}: ${String(ready)} of ${String(desired)} ready, revision ${revision ?? '?'}`;
  const [first] = leaving;
  if (first === undefined) return line;
  return `${line}; ${String(leaving.length)} should be gone by now: ${first.pod}: ${first.message} ${first.next}`;
}

/** What went well must not hide what did not. */
function inOneLine(good: readonly ServiceRollout[]): readonly string[] {
  return good.length === 0 ? [] : [`rolled out: ${good.map(({ service }) => service).join(', ')}`];
}

/** At the first fatal failure, the others that have shown something wrong are told too; those still starting are not. */
function isTelling(rollout: Rollout, verdict: CheckResult['verdict'], how: string | undefined): boolean {
  if (verdict !== 'fail' || how !== undefined) return true;
  return (
    isOver(rollout) ||
    rollout.findings.some((finding) => finding.reason !== 'Starting' && finding.reason !== 'NotReady')
  );
}
