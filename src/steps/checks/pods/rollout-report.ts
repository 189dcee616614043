import { formatDuration } from '../../../runbook/values/duration.ts';
import type { Progress, ProgressRow } from '../../context.ts';
import { type Diagnosis, whereOf } from './evidence.ts';
import type { Rollout, ServiceRollout } from './rollout.ts';

/** True when waiting longer can't help. */
export function isOver(rollout: Rollout): boolean {
  switch (rollout.phase) {
    case 'missing':
    case 'paused':
    case 'stopped':
    case 'failed':
      return true;
    case 'unobserved':
    case 'progressing':
    case 'terminating':
    case 'complete':
      return false;
  }
}

/** The live table: one row for each service. `elapsed` in milliseconds, `now` in milliseconds since 1970; `remark` is said beside the count. */
export function progressOf(
  rollouts: readonly ServiceRollout[],
  elapsed: number,
  now: number,
  remark: string | undefined,
  ready: readonly number[],
): Progress {
  const done = rollouts.filter(({ rollout }) => rollout.phase === 'complete').length;
  const time = formatDuration(Math.floor(elapsed / 1000) * 1000);
  const summary = `${String(done)} of ${String(rollouts.length)} rolled out, ${time}`;
  return {
    summary: remark === undefined ? summary : `${summary}; ${remark}`,
    trend: { label: 'ready pods', unit: `of ${String(desiredOf(rollouts))}`, values: ready },
    // What tells the most comes first: a narrow screen leaves out the last ones.
    columns: ['ready', 'state', 'revision', 'age'],
    rows: rollouts.map((one) => row(one, now)),
  };
}

/** Pods that are ready, of all services together. */
export function readyOf(rollouts: readonly ServiceRollout[]): number {
  return rollouts.reduce((sum, { rollout }) => sum + rollout.ready, 0);
}

function desiredOf(rollouts: readonly ServiceRollout[]): number {
  return rollouts.reduce((sum, { rollout }) => sum + rollout.desired, 0);
}

function row({ service, rollout }: ServiceRollout, now: number): ProgressRow {
  const worst = rollout.findings[0];
  const telling = rollout.phase !== 'complete' && worst !== undefined && worst.reason !== 'Starting';
  return {
    name: service,
    state: rowState(rollout),
    cells: [
      `${String(rollout.ready)}/${String(rollout.desired)}`,
      telling ? worst.reason : rollout.message.replace(/\.$/, ''),
      rollout.revision ?? '-',
      ageText(rollout.since, now),
    ],
  };
}

/** How old the revision is, to its largest unit. By two clocks: good enough to be shown. */
function ageText(since: string | undefined, now: number): string {
  if (since === undefined) return '-';
  const age = formatDuration(Math.max(0, Math.floor((now - Date.parse(since)) / 1000) * 1000));
  return /^\d+[a-z]+/.exec(age)?.[0] ?? '-';
}

function rowState(rollout: Rollout): ProgressRow['state'] {
  switch (rollout.phase) {
    case 'complete':
      return 'good';
    case 'unobserved':
      return 'waiting';
    case 'progressing':
    case 'terminating':
      return 'working';
    case 'missing':
    case 'paused':
    case 'stopped':
    case 'failed':
      return 'bad';
  }
}

/** What evidence is made of for a service that is not well. */
export function diagnosisOf({ service, rollout }: ServiceRollout): Diagnosis {
  const revision = rollout.revision === undefined ? '' : ` of revision ${rollout.revision}`;
  return {
    service,
    expected: `${String(rollout.desired)} pods${revision} ready`,
    message: rollout.message,
    findings: rollout.findings,
    ...(rollout.next === undefined ? {} : { next: rollout.next }),
  };
}

/** `16 of 16 rolled out in 24s`, or which service failed and why. */
export function summaryOf(
  all: readonly ServiceRollout[],
  bad: readonly ServiceRollout[],
  how: string | undefined,
): string {
  const done = all.filter(({ rollout }) => rollout.phase === 'complete').length;
  const first = bad.find(({ rollout }) => isOver(rollout)) ?? bad[0];
  const count = `${String(done)} of ${String(all.length)}`;
  if (first === undefined) return how === undefined ? `${count} rolled out` : `${count} ${how}`;
  const worst = first.rollout.findings[0];
  const more = bad.length > 1 ? ` (and ${String(bad.length - 1)} more)` : '';
  const cause =
    worst === undefined ? first.rollout.message : `${worst.reason} in ${whereOf(worst)}: ${worst.message}`;
  const prefix = how === undefined ? '' : `${count} rolled out, ${how}; `;
  return `${prefix}${first.service}: ${cause}${more}`;
}
