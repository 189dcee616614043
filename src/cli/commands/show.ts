import { runbookAsJson } from '../../report/runbook/json.ts';
import { runbookAsText } from '../../report/runbook/text.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { reportProblems } from '../report-problems.ts';
import { styleOf } from '../screen.ts';

/** `show RUNBOOK`: what it is for, what it asks for and its steps. Gives 2 where it is unknown or not valid. */
export async function showCommand(
  io: Io,
  options: { readonly runbook: string; readonly json: boolean },
): Promise<number> {
  const loaded = (await libraryOf(io)).load(options.runbook);
  if (!loaded.ok) {
    await reportProblems(io, loaded.problems);
    return exitCode('usage');
  }
  const { runbook } = loaded.value;
  await print(io.stdout, options.json ? runbookAsJson(runbook) : runbookAsText(runbook, styleOf(io)));
  return exitCode('completed');
}
