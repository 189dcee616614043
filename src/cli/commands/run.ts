import type { Problem } from '../../problem/problem.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { chooseFrontEnd } from '../session/choose-front-end.ts';
import type { FrontEnd } from '../session/front-end.ts';
import { problemsCode } from '../session/outcome-code.ts';
import { resumeStored } from '../session/resume.ts';
import { startNew } from '../session/start.ts';
import { openWorkplace, type Workplace } from '../session/workplace.ts';
import { walkToEnd } from '../session/walk.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunOptions } from './run-options.ts';

/** Runs a runbook, or resumes a session. `given`: the front end that is open already. Gives the exit code; everything that went wrong is told on stderr. */
export async function runCommand(io: Io, options: RunOptions, given?: FrontEnd): Promise<number> {
  if (options.json && !options.unattended) {
    await print(io.stderr, 'teei-runbook: --json goes with --unattended: nobody could be asked\n');
    return exitCode('usage');
  }
  const workplace = await openWorkplace(io, async (places) => given ?? chooseFrontEnd(io, places, options));
  if (!workplace.ok) return fail(io, workplace.problems);
  const { frontEnd } = workplace.value;
  try {
    return await openAndWalk(workplace.value, options);
  } finally {
    await frontEnd.close();
  }
}

async function openAndWalk(workplace: Workplace, options: RunOptions): Promise<number> {
  const opened =
    options.resume === undefined
      ? await startNew(workplace, options)
      : await resumeStored(workplace, options, options.resume);
  if (!opened.ok) {
    await workplace.frontEnd.close();
    return fail(workplace.io, opened.problems);
  }
  return walkToEnd(workplace, opened.value, options);
}

async function fail(io: Io, problems: readonly Problem[]): Promise<number> {
  await reportProblems(io, problems);
  return problemsCode(problems);
}
