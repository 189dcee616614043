import type { Surroundings } from '../system.ts';
import { type JobPlan, jobPlans, type StepPlan } from './jobs.ts';
import { applyImages, atTag, type Images, imagesNow, unfinished } from './rollout.ts';

/** Where a job or step stands, as GitHub says it. Times are ISO times. */
export interface Stand {
  status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | null;
  startedAt: string | null;
  completedAt: string | null;
}

export interface RunStep extends Stand {
  readonly plan: StepPlan;
}

export interface RunJob extends Stand {
  readonly id: number;
  readonly plan: JobPlan;
  readonly steps: readonly RunStep[];
  readonly log: string[];
}

/** A run of the workflow. It goes on by itself, on simulated time. */
export interface WorkflowRun extends Stand {
  readonly id: number;
  readonly title: string;
  readonly ref: string;
  readonly createdAt: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly jobs: readonly RunJob[];
  readonly reviews: { readonly state: string; readonly comment: string }[];
  /** What ran before it changed anything. */
  saved: Images;
}

/** How long a rollout is waited for, and how often it is looked at, in simulated milliseconds. */
const rollout = { most: 6 * 60_000, every: 5000 } as const;

/** Begins a run: the jobs one after the other. What it deploys, it deploys to the simulated cluster. */
export function beginRun(
  surroundings: Surroundings,
  given: Pick<WorkflowRun, 'id' | 'title' | 'ref' | 'inputs'>,
): WorkflowRun {
  const { schedule } = surroundings.world;
  const run: WorkflowRun = {
    ...given,
    ...queued(),
    status: 'in_progress',
    createdAt: new Date(schedule.now()).toISOString(),
    reviews: [],
    saved: new Map(),
    jobs: jobPlans.map((plan, index) => ({
      ...queued(),
      id: given.id * 100 + index + 1,
      plan,
      log: [],
      steps: plan.steps.map((step) => ({ ...queued(), plan: step })),
    })),
  };
  runJobs(surroundings, run);
  return run;
}

function queued(): Stand {
  return { status: 'queued', conclusion: null, startedAt: null, completedAt: null };
}

/** Somebody's review of what the run waits for. */
export function reviewRun(
  surroundings: Surroundings,
  run: WorkflowRun,
  state: string,
  comment: string,
): void {
  const job = run.jobs.find(({ status }) => status === 'waiting');
  if (job === undefined) return;
  run.reviews.push({ state, comment });
  run.status = 'in_progress';
  if (state === 'approved') return startJob(surroundings, run, job);
  job.log.push('##[error]The deployment was rejected.');
  end(surroundings, job, 'failure');
  runJobs(surroundings, run);
}

/** Starts the next job that is due; where none is, the run has ended. */
function runJobs(surroundings: Surroundings, run: WorkflowRun): void {
  const { jobs } = run;
  const failed = jobs.find(({ conclusion }) => conclusion === 'failure');
  for (const job of jobs.filter(({ status }) => status === 'queued')) {
    if (!isDue(job.plan, run, failed)) {
      end(surroundings, job, 'skipped');
    } else if (job.plan.approval === true) {
      job.status = 'waiting';
      run.status = 'waiting';
      return;
    } else {
      startJob(surroundings, run, job);
      return;
    }
  }
  end(surroundings, run, failed === undefined ? 'success' : 'failure');
}

function isDue(
  { input, afterFailure }: JobPlan,
  { inputs }: WorkflowRun,
  failed: RunJob | undefined,
): boolean {
  if (input !== undefined && inputs[input] === 'false') return false;
  if (afterFailure !== true) return failed === undefined;
  // Nothing was changed before it was approved.
  return failed?.steps.some(({ status }) => status !== 'queued') ?? false;
}

function startJob(surroundings: Surroundings, run: WorkflowRun, job: RunJob): void {
  begin(surroundings, job);
  nextStep(surroundings, run, job);
}

function nextStep(surroundings: Surroundings, run: WorkflowRun, job: RunJob): void {
  const step = job.steps.find(({ status }) => status === 'queued');
  if (step === undefined) {
    end(surroundings, job, 'success');
    runJobs(surroundings, run);
    return;
  }
  begin(surroundings, step);
  job.log.push(`##[group]${step.plan.name}`);
  surroundings.world.schedule.after(step.plan.takes, () => {
    const { fails } = step.plan;
    if (fails !== undefined && surroundings.platform().workflow === fails.at) {
      failStep(surroundings, run, job, step, fails.log);
      return;
    }
    carryOut(surroundings, run, job, step);
  });
}

function carryOut(surroundings: Surroundings, run: WorkflowRun, job: RunJob, step: RunStep): void {
  const { world, namespace } = surroundings;
  switch (step.plan.does) {
    case 'apply':
      run.saved = imagesNow(world, namespace);
      applyImages(world, namespace, atTag(run.saved, run.inputs['image_tag'] ?? ''));
      break;
    case 'restore':
      applyImages(world, namespace, run.saved);
      break;
    case 'wait':
      waitForRollouts(surroundings, run, job, step, rollout.most);
      return;
    case undefined:
      break;
  }
  passStep(surroundings, run, job, step);
}

function waitForRollouts(
  surroundings: Surroundings,
  run: WorkflowRun,
  job: RunJob,
  step: RunStep,
  left: number,
): void {
  const waiting = unfinished(surroundings.world, surroundings.namespace);
  if (waiting.length === 0) return passStep(surroundings, run, job, step);
  if (left <= 0) {
    const log = waiting.map((name) => `deployment ${name} is not rolled out`);
    return failStep(surroundings, run, job, step, log);
  }
  surroundings.world.schedule.after(rollout.every, () =>
    waitForRollouts(surroundings, run, job, step, left - rollout.every),
  );
}

function passStep(surroundings: Surroundings, run: WorkflowRun, job: RunJob, step: RunStep): void {
  end(surroundings, step, 'success');
  nextStep(surroundings, run, job);
}

function failStep(
  surroundings: Surroundings,
  run: WorkflowRun,
  job: RunJob,
  step: RunStep,
  log: readonly string[],
): void {
  job.log.push(...log, '##[error]Process completed with exit code 1.');
  end(surroundings, step, 'failure');
  for (const other of job.steps.filter(({ status }) => status === 'queued'))
    end(surroundings, other, 'skipped');
  end(surroundings, job, 'failure');
  runJobs(surroundings, run);
}

function begin({ world }: Surroundings, stand: Stand): void {
  stand.status = 'in_progress';
  stand.startedAt = new Date(world.schedule.now()).toISOString();
}

function end({ world }: Surroundings, stand: Stand, conclusion: Stand['conclusion']): void {
  stand.status = 'completed';
  stand.conclusion = conclusion;
  stand.completedAt = new Date(world.schedule.now()).toISOString();
}
