import { nearest } from '../../runbook/suggest.ts';
import { exitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { reportProblems } from '../report-problems.ts';
import type { RunOptions } from './run-options.ts';

/** Runs a runbook, unless its name is none and looks like a command with a slip of the hand; without one, the library. */
export async function startRun(io: Io, options: RunOptions, commands: readonly string[]): Promise<number> {
  const { runbook } = options;
  const command = runbook === undefined ? undefined : nearest(runbook, commands);
  if (runbook !== undefined && command !== undefined && !(await libraryOf(io)).find(runbook).ok) {
    const message = `There is no command or runbook ${JSON.stringify(runbook)}.`;
    const hint = `Did you mean \`${command}\`?`;
    await reportProblems(io, [{ code: 'library/unknown-runbook', message, hint }]);
    return exitCode('usage');
  }
  const { runChosen, runCommand } = await import('./run.ts');
  if (!isBare(options)) return runCommand(io, options);
  const { libraryCommand } = await import('../library/library-command.ts');
  return libraryCommand(io, options, (chosen, frontEnd) => runChosen(io, chosen, frontEnd));
}

/** True where nothing was named. With any other option a script has lost the runbook's name, which is an error. */
function isBare(options: RunOptions): boolean {
  const { parameters, unattended, json, plain: _, ...named } = options;
  const isNamed = Object.values(named).some((value) => value !== undefined);
  return !isNamed && parameters.length === 0 && !unattended && !json;
}
