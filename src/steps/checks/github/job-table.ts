import { formatDuration } from '../../../runbook/values/duration.ts';
import type { Progress, ProgressRow } from '../../context.ts';
import type { Job, JobStep } from './runs.ts';

/** What a job or step has come to: its conclusion, else where it stands. */
export function stateOf({ status, conclusion }: Pick<Job, 'status' | 'conclusion'>): string {
  return status === 'completed' ? (conclusion ?? 'completed') : status.replaceAll('_', ' ');
}

/** Whether it has ended otherwise than well. */
export function hasFailed({ status, conclusion }: Pick<Job, 'status' | 'conclusion'>): boolean {
  return status === 'completed' && !['success', 'skipped', 'neutral'].includes(conclusion ?? '');
}

/** How long it took, or has taken by `now` (milliseconds since 1970); empty where it has not started. */
export function tookText(
  { started_at, completed_at }: Pick<JobStep, 'started_at' | 'completed_at'>,
  now: number,
): string {
  const started = Date.parse(started_at ?? '');
  const ended = Date.parse(completed_at ?? '');
  const took = (Number.isNaN(ended) ? now : ended) - started;
  return Number.isNaN(took) ? '' : formatDuration(Math.max(0, Math.floor(took / 1000)) * 1000);
}

/** The jobs of a run as a live table, and below one that runs or has failed its steps as far as they have come. */
export function jobTable(summary: string, jobs: readonly Job[], now: number): Progress {
  return {
    summary,
    columns: ['step', 'state', 'time'],
    rows: jobs.flatMap((job) => [
      {
        name: job.name,
        state: rowState(job),
        cells: [
          '',
          stateOf(job),
          job.status === 'queued' || job.status === 'waiting' ? '' : tookText(job, now),
        ],
      },
      ...(job.status === 'in_progress' || hasFailed(job) ? stepRows(job, now) : []),
    ]),
  };
}

function stepRows({ steps }: Job, now: number): readonly ProgressRow[] {
  return steps
    .filter(({ status }) => status !== 'queued' && status !== 'pending')
    .map((step) => ({
      name: '',
      state: rowState(step),
      cells: [step.name, stateOf(step), tookText(step, now)],
    }));
}

function rowState(one: Pick<Job, 'status' | 'conclusion'>): ProgressRow['state'] {
  if (one.status === 'completed') return hasFailed(one) ? 'bad' : 'good';
  return one.status === 'in_progress' ? 'working' : 'waiting';
}
