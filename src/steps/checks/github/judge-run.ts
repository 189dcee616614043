import type { RunContext } from '../../context.ts';
import type { Evidence } from '../../outcome.ts';
import type { CheckResult } from '../define-check.ts';
import type { Github } from './client.ts';
import { hasFailed, stateOf, tookText } from './job-table.ts';
import { annotationsOf, lastWords } from './job-words.ts';
import type { Job, Run } from './runs.ts';

export interface EndedRun {
  readonly check: string;
  readonly run: Run;
  readonly jobs: readonly Job[];
  /** Part of the name of the job that rolls back by itself. */
  readonly rollbackJob: string;
  readonly reportOnly: boolean;
}

/** What became of the workflow's own rollback. */
export type WorkflowRollback = 'none' | 'success' | 'failure';

/** A run that has come to its end: which jobs and steps failed, with their last words, and whether it rolled back. */
export async function judgeRun(ended: EndedRun, github: Github, context: RunContext): Promise<CheckResult> {
  const { run, jobs, reportOnly } = ended;
  const conclusion = run.conclusion ?? 'completed without a conclusion';
  const rollback = rollbackOf(ended);
  const rows = await Promise.all(jobs.map((job) => rowOf(job, ended, github, context)));
  const [first, ...rest] = [
    ...rows.filter(({ result }) => result !== 'pass'),
    ...rows.filter(({ result }) => result === 'pass'),
  ];
  const well = conclusion === 'success';
  const summary = `run ${run.id}: ${well ? 'success' : failureText(conclusion, ended, rollback)}`;
  return {
    verdict: well || reportOnly ? 'pass' : 'fail',
    summary,
    evidence: [runRow(ended, conclusion, rollback), ...(first === undefined ? [] : [first, ...rest])],
    values: { 'run-state': conclusion, 'workflow-rollback': rollback },
  };
}

/** A job that was skipped has rolled nothing back. */
function rollbackOf({ jobs, rollbackJob }: EndedRun): WorkflowRollback {
  const job = jobs.find(({ name }) => isNamed(name, rollbackJob));
  if (job === undefined || job.conclusion === 'skipped') return 'none';
  return job.conclusion === 'success' ? 'success' : 'failure';
}

function isNamed(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

function failureText(
  conclusion: string,
  { jobs, rollbackJob }: EndedRun,
  rollback: WorkflowRollback,
): string {
  const failed = jobs.filter((job) => hasFailed(job) && !isNamed(job.name, rollbackJob));
  const where = failed.map(({ name, steps }) => {
    const step = steps.find(hasFailed);
    return step === undefined ? name : `${name}, step “${step.name}”`;
  });
  return [conclusion, ...where, rollbackText(rollback)].join('; ');
}

function rollbackText(rollback: WorkflowRollback): string {
  switch (rollback) {
    case 'none':
      return 'the workflow has rolled nothing back';
    case 'success':
      return 'the workflow has rolled back';
    case 'failure':
      return 'the workflow’s own rollback has failed';
  }
}

function runRow({ check, run }: EndedRun, conclusion: string, rollback: WorkflowRollback): Evidence {
  const result = conclusion === 'success' ? 'pass' : 'fail';
  const row = {
    check,
    result,
    what: `run ${run.id}`,
    where: run.html_url,
    expected: 'success',
    observed: result === 'pass' ? conclusion : `${conclusion}; ${rollbackText(rollback)}`,
    since: run.created_at,
  } as const;
  if (result === 'pass') return row;
  const next =
    rollback === 'success'
      ? 'Verify that what ran before runs again, then find out why'
      : 'Look what runs in the cluster, and roll back';
  return { ...row, next };
}

async function rowOf(
  job: Job,
  { check, rollbackJob }: EndedRun,
  github: Github,
  context: RunContext,
): Promise<Evidence> {
  const failed = hasFailed(job);
  const step = job.steps.find(hasFailed);
  const took = tookText(job, context.ports.clock.now());
  const said = await annotationsOf(github, job, context);
  const log = failed && job.conclusion !== 'cancelled' ? await lastWords(github, job, context) : [];
  const details = [...said, ...log];
  return {
    check,
    result: failed ? 'fail' : 'pass',
    what: `job ${job.name}`,
    ...(job.html_url ? { where: job.html_url } : {}),
    expected: isNamed(job.name, rollbackJob) ? 'success, or not needed' : 'success',
    observed: [
      stateOf(job),
      ...(step === undefined ? [] : [`at “${step.name}”`]),
      ...(took === '' || job.conclusion === 'skipped' ? [] : [`in ${took}`]),
    ].join(' '),
    ...(details.length === 0 ? {} : { details }),
    ...(failed ? { next: `Read its log${job.html_url ? ` at ${job.html_url}` : ''}` } : {}),
  };
}
