import { formatDuration } from '../../../runbook/values/duration.ts';
import { lastWriter } from '../../manifest/standing.ts';
import type { CheckResult } from '../define-check.ts';
import { type Diagnosis, evidenceOf, whereOf } from './evidence.ts';
import { lostNodes } from './lost-nodes.ts';
import type { RolloutWait } from './rollout-options.ts';
import type { Rollout, ServiceRollout } from './rollout.ts';
import { isOver } from './rollout-phase.ts';

const check = 'rollout.wait';

/** How the watch of some rollouts ended. Times in milliseconds. */
export type RolloutsEnd =
  | {
      readonly kind: 'complete' | 'stopped';
      readonly latest: readonly ServiceRollout[];
      readonly took: number;
    }
  | { readonly kind: 'failed' | 'late'; readonly latest: readonly ServiceRollout[] };

/** The verdict on rollouts whose watch has ended, with evidence for each service that is not well. */
export async function rolloutResult(wait: RolloutWait, end: RolloutsEnd): Promise<CheckResult> {
  switch (end.kind) {
    case 'complete':
      return report(wait, end.latest, 'pass', `rolled out in ${tookText(end.took)}`);
    case 'stopped':
      return report(wait, end.latest, 'inconclusive', `stopped after ${tookText(end.took)}`);
    case 'late':
      return report(wait, end.latest, 'fail', `not within ${formatDuration(wait.deadline)}`);
    case 'failed':
      return report(wait, end.latest, 'fail', undefined);
  }
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
  const diagnoses = await Promise.all(bad.map(async (one) => diagnosisOf(one, await whoChanged(one, wait))));
  const evidence = await evidenceOf(check, result, diagnoses, wait.cluster);
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
    summary: summaryOf(latest, bad, how),
    evidence: first === undefined ? [goodEvidence] : [first, ...rest, goodEvidence],
    ...(bad.length === 0 ? {} : { failing: bad.map(({ service }) => service) }),
  };
}

function rolledOut({ service, rollout }: ServiceRollout): string {
  const { ready, desired, revision, message, leaving } = rollout;
  const partly = message === 'Rolled out.' ? '' : `; ${message}`;
  const line = `${service}: ${String(ready)} of ${String(desired)} ready, revision ${revision ?? '?'}${partly}`;
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

/** Who has begun another rollout, as far as the server has it. That it can't be told is not worth another failure. */
async function whoChanged({ rollout }: ServiceRollout, wait: RolloutWait): Promise<string | undefined> {
  if (rollout.phase !== 'superseded') return undefined;
  const object = await wait.cluster
    .get({ kind: rollout.kind, apiVersions: ['apps/v1'] }, rollout.workload)
    .catch(() => undefined);
  const writer = object === undefined ? undefined : lastWriter(object);
  return writer === undefined ? undefined : `${writer.manager} at ${writer.at}`;
}

/** What evidence is made of for a service that is not well. `who`: who has changed it meanwhile. */
export function diagnosisOf({ service, rollout }: ServiceRollout, who?: string): Diagnosis {
  const revision = rollout.revision === undefined ? '' : ` of revision ${rollout.revision}`;
  const superseded = rollout.phase === 'superseded';
  return {
    service,
    expected: superseded
      ? 'the pod template that was applied'
      : `${String(rollout.desired)} pod${rollout.desired === 1 ? '' : 's'}${revision} ready`,
    message: who === undefined ? rollout.message : `${rollout.message} It was ${who}.`,
    findings: superseded ? [] : rollout.findings,
    ...(rollout.next === undefined ? {} : { next: rollout.next }),
  };
}

/** `16 of 16 rolled out in 24s`, or which service failed and why. */
function summaryOf(
  all: readonly ServiceRollout[],
  bad: readonly ServiceRollout[],
  how: string | undefined,
): string {
  const done = all.filter(({ rollout }) => rollout.phase === 'complete').length;
  const first = bad.find(({ rollout }) => isOver(rollout)) ?? bad[0];
  const count = `${String(done)} of ${String(all.length)}`;
  if (first === undefined) return how === undefined ? `${count} rolled out` : `${count} ${how}`;
  const worst = first.rollout.phase === 'superseded' ? undefined : first.rollout.findings[0];
  const more = bad.length > 1 ? ` (and ${String(bad.length - 1)} more)` : '';
  const cause =
    worst === undefined ? first.rollout.message : `${worst.reason} in ${whereOf(worst)}: ${worst.message}`;
  const prefix = how === undefined ? '' : `${count} rolled out, ${how}; `;
  return `${prefix}${first.service}: ${cause}${more}`;
}

/** A time that was taken, in whole seconds. */
function tookText(milliseconds: number): string {
  return formatDuration(Math.max(1000, Math.round(milliseconds / 1000) * 1000));
}
