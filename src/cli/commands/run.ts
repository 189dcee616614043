import type { Problem, Result } from '../../problem/problem.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { chooseFrontEnd } from '../session/choose-front-end.ts';
import type { FrontEnd } from '../session/front-end.ts';
import type { OpenedSession } from '../session/opened.ts';
import { problemsCode } from '../session/outcome-code.ts';
import { resumeStored } from '../session/resume.ts';
import { startNew } from '../session/start.ts';
import { openStage, type Stage } from '../session/stage.ts';
import { openWorkplace, type Workplace } from '../session/workplace.ts';
import { walkToEnd } from '../session/walk.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunOptions } from './run-options.ts';

/** Runs a runbook, or resumes a session. Gives the exit code; everything that went wrong is told on stderr. */
export async function runCommand(io: Io, options: RunOptions): Promise<number> {
  if (options.json && !options.unattended) {
    await print(io.stderr, 'teei-runbook: --json goes with --unattended: nobody could be asked\n');
    return exitCode('usage');
  }
  const workplace = await openWorkplace(
    io,
    (places) => chooseFrontEnd(io, places, options),
    options.onBehalfOf,
  );
  if (!workplace.ok) return fail(io, workplace.problems);
  const { frontEnd } = workplace.value;
  try {
    return await onStage(workplace.value, options, async (stage) => {
      const opened = await open(stage);
      return opened.ok
        ? walkToEnd(stage.workplace, opened.value, stage.options)
        : failed(io, frontEnd, opened.problems);
    });
  } finally {
    await frontEnd.close();
  }
}

/**
 * The same for what was chosen on a front end that is open already, and that its owner closes. `back`: the operator
 * cancelled a question before anything was started, in a sentence.
 */
export async function runChosen(
  io: Io,
  options: RunOptions,
  frontEnd: FrontEnd,
): Promise<number | { readonly back: string }> {
  const workplace = await openWorkplace(io, () => Promise.resolve(frontEnd), options.onBehalfOf);
  if (!workplace.ok) return failed(io, frontEnd, workplace.problems);
  return onStage(workplace.value, options, async (stage) => {
    const opened = await open(stage);
    if (opened.ok) return walkToEnd(stage.workplace, opened.value, stage.options);
    const cancelled = opened.problems.find(
      ({ code }) => code === 'run/cancelled' || code === 'run/not-confirmed',
    );
    return cancelled === undefined ? failed(io, frontEnd, opened.problems) : { back: cancelled.message };
  });
}

/** Does the work where the options want it, and takes the stage down whatever came of it. */
async function onStage<T>(
  workplace: Workplace,
  options: RunOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T | number> {
  const stage = await openStage(workplace, options);
  if (!stage.ok) return failed(workplace.io, workplace.frontEnd, stage.problems);
  try {
    return await work(stage.value);
  } finally {
    await stage.value.close();
  }
}

function open({ workplace, options }: Stage): Promise<Result<OpenedSession>> {
  return options.resume === undefined
    ? startNew(workplace, options)
    : resumeStored(workplace, options, options.resume);
}

async function failed(io: Io, frontEnd: FrontEnd, problems: readonly Problem[]): Promise<number> {
  await frontEnd.close();
  return fail(io, problems);
}

async function fail(io: Io, problems: readonly Problem[]): Promise<number> {
  await reportProblems(io, problems);
  return problemsCode(problems);
}
