import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { reportProblems } from '../report-problems.ts';
import { styleOf } from '../screen.ts';
import { copyLibrary } from '../../platform/library/copy-library.ts';
import { shortPath } from '../../platform/library/find-runbook.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { plural, toText } from '../../report/text/layout.ts';
import { resolve } from 'node:path';

/** `init [FOLDER]`: a team's own library from the bundled one. Gives 1 where nothing could be written. */
export async function initCommand(io: Io, options: { readonly folder: string }): Promise<number> {
  const target = resolve(io.cwd, options.folder);
  const shown = visibleText(shortPath(target, io.cwd));
  const { written, left, problems } = copyLibrary(target);
  const style = styleOf(io);
  const lines = [
    ...written.map((file) => `${style.paint('green', 'wrote')}  ${shown}/${visibleText(file)}`),
    ...left.map((file) => `${style.paint('yellow', 'left')}   ${shown}/${visibleText(file)} (it was there)`),
    ...(written.length === 0
      ? [`Nothing was written to ${shown}.`]
      : ['', `${plural(written.length, 'file')} in ${shown}. Next:`, ...nextSteps(shown)]),
  ];
  await print(io.stdout, toText(lines));
  await reportProblems(io, problems);
  return exitCode(written.length === 0 || problems.length > 0 ? 'failed' : 'completed');
}

function nextSteps(folder: string): readonly string[] {
  return [
    `  1. Write your environments, services and people into ${folder}/platform.yaml`,
    `  2. teei-runbook lint ${folder}`,
    '  3. teei-runbook list',
  ];
}
