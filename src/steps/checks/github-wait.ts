import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Asked, asked, type Github, openGithub } from './github/client.ts';
import { judgeRun } from './github/judge-run.ts';
import { jobTable } from './github/job-table.ts';
import { annotationsOf } from './github/job-words.ts';
import { readPending, reviewersText } from './github/pending.ts';
import { runArgument } from './github/run-argument.ts';
import { type Job, readJobs, readRun, type Run } from './github/runs.ts';
import { type GithubTrouble, troubled } from './github/trouble.ts';

const name = 'github.wait';

const schema = z.strictObject({
  run: runArgument,
  /** `approval`: it ends as well where a deployment waits for somebody to approve it. */
  until: z.enum(['approval', 'end']).default('end'),
  interval: durationSchema.default(5000),
  /** Part of the name of the job that rolls back by itself. */
  'rollback-job': z.string().min(1).default('rollback'),
  /** Passes however the run ended, and sets `run-state`, for later steps to go by. */
  'report-only': z.boolean().default(false),
});

type Args = z.infer<typeof schema>;

/** Looks in a row at which a run is not there before that is believed: a new one may not be shown yet. */
const mostAbsent = 5;
/** Milliseconds between two questions to a GitHub in trouble, at most. */
const longestPause = 60_000;

/** Follows a run of a workflow to its end. */
export const githubWait = defineCheck({
  name,
  summary: 'Follows a run of a GitHub workflow, job by job and step by step, to its end or to its approval.',
  mode: 'wait',
  needs: [],
  sets: ['run-state', 'workflow-rollback'],
  schema,
  example: { run: '30433642', until: 'approval' },
  describe: ({ run, until }) =>
    until === 'end'
      ? `run ${run} ends with success`
      : `run ${run} gets to its approval, or ends with success`,
  run: async (args, context) => {
    const opened = await openGithub(name, context);
    return opened.kind === 'unanswered' ? opened.result : follow(args, opened.github, context);
  },
});

interface Seen {
  readonly run: Run;
  readonly jobs: readonly Job[];
}

/** No trouble of GitHub’s ends it: as long as it may answer later, it is asked again, and the screen says why. */
async function follow(args: Args, github: Github, context: RunContext): Promise<CheckResult> {
  const { clock } = context.ports;
  let seen: Seen | undefined;
  let troubles = 0;
  while (!context.signal.aborted) {
    const answer = await lookAt(args.run, github, context);
    if (answer.kind === 'answer') {
      seen = answer.value;
      troubles = 0;
      context.progress(jobTable(summaryOf(seen.run), seen.jobs, clock.now()));
      const end = await endOf(args, seen, github, context);
      if (end !== undefined) return end;
      await clock.sleep(args.interval, context.signal);
    } else {
      troubles += 1;
      if (!mayPass(answer.trouble, troubles))
        return troubled(name, github.where, `run ${args.run}`, answer.trouble);
      const pause = pauseFor(answer.trouble, troubles, args.interval);
      context.progress(jobTable(troubleText(answer.trouble, pause), seen?.jobs ?? [], clock.now()));
      await clock.sleep(pause, context.signal);
    }
  }
  return stopped(args, seen, github);
}

function lookAt(run: string, github: Github, context: RunContext): Promise<Asked<Seen>> {
  return asked(context, async () => {
    // The jobs come after the run: of a run that has ended, they have ended too.
    const read = await readRun(github, run);
    return { run: read, jobs: await readJobs(github, run) };
  });
}

function mayPass({ kind }: GithubTrouble, times: number): boolean {
  return kind === 'busy' || (kind === 'absent' && times < mostAbsent);
}

function pauseFor({ wait }: GithubTrouble, times: number, interval: number): number {
  return wait ?? Math.min(longestPause, interval * 2 ** Math.min(times, 10));
}

function troubleText({ observed }: GithubTrouble, pause: number): string {
  return `GitHub: ${observed}. Asking again in ${formatDuration(Math.ceil(pause / 1000) * 1000)}`;
}

function summaryOf({ id, status, conclusion, display_title: title }: Run): string {
  const state =
    status === 'completed' ? (conclusion ?? 'completed') : (status ?? 'in a state that is not told');
  return `run ${id}${title === '' ? '' : ` (${title})`}: ${state.replaceAll('_', ' ')}`;
}

async function endOf(
  args: Args,
  { run, jobs }: Seen,
  github: Github,
  context: RunContext,
): Promise<CheckResult | undefined> {
  if (run.status === 'completed') {
    const ended = {
      check: name,
      run,
      jobs,
      rollbackJob: args['rollback-job'],
      reportOnly: args['report-only'],
    };
    return judgeRun(ended, github, context);
  }
  return run.status === 'waiting' && args.until === 'approval'
    ? waiting(run, jobs, github, context)
    : undefined;
}

/** What there is to know before one approves: for what it waits, and what the jobs before have said. */
async function waiting(
  run: Run,
  jobs: readonly Job[],
  github: Github,
  context: RunContext,
): Promise<CheckResult> {
  const pending = await asked(context, () => readPending(github, run.id));
  const environments = pending.kind === 'answer' ? pending.value : [];
  const said = await Promise.all(
    jobs.filter(({ status }) => status === 'completed').map((job) => annotationsOf(github, job, context)),
  );
  const who = environments.map((one) => `${one.environment}, by ${reviewersText(one)}`);
  const observed = ['it waits', ...who].join('; ');
  const details = said.flat();
  const about = [summaryOf(run), run.html_url, ...who, ...details];
  await context.ports.files.write(`${context.stepDir}/deployment.txt`, `${about.join('\n')}\n`);
  const row = {
    check: name,
    result: 'pass',
    what: `run ${run.id}`,
    where: run.html_url,
    expected: 'it waits for approval, or has ended well',
    observed,
    ...(details.length === 0 ? {} : { details }),
  } as const;
  return {
    verdict: 'pass',
    summary: `run ${run.id} waits for approval${who.length === 0 ? '' : ` (${who.join('; ')})`}`,
    evidence: [row],
    values: { 'run-state': 'waiting', 'workflow-rollback': 'none' },
  };
}

function stopped({ run }: Args, seen: Seen | undefined, github: Github): CheckResult {
  const observed = seen === undefined ? 'not seen yet' : summaryOf(seen.run);
  const next = 'The run goes on in GitHub: run the step again to follow it';
  const row = {
    check: name,
    result: 'inconclusive',
    what: `run ${run}`,
    where: seen?.run.html_url ?? github.where,
    expected: 'its end',
    observed: `${observed} when the step was stopped`,
    next,
  } as const;
  return { verdict: 'inconclusive', summary: `stopped following ${observed}`, evidence: [row] };
}
