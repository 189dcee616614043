import { systemClock } from '../../platform/clock.ts';
import { openLibrary } from '../../platform/library.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { LibraryChoice } from '../../ui/library/library-view.ts';
import { openLines } from '../../ui/plain/lines.ts';
import { openScreen } from '../../ui/plain/screen.ts';
import { listCommand } from '../commands/list.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { exitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Places, placesOf } from '../places.ts';
import { reportProblems } from '../report-problems.ts';
import { hasColour } from '../screen.ts';
import { chooseByLine } from './plain-library.ts';
import { type LibraryPlace, readWholeLibrary } from './read-library.ts';

/**
 * `teei-runbook` alone: offers what there is and goes on with what is chosen, by `run`. Where nobody is at a
 * terminal, it prints the list.
 */
export async function libraryCommand(
  io: Io,
  options: RunOptions,
  run: (options: RunOptions) => Promise<number>,
): Promise<number> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true) return listCommand(io, { json: false });
  const places = await placesOf(io);
  if (!places.ok) {
    await reportProblems(io, places.problems);
    return exitCode('usage');
  }
  const choice = await chooseByLines(io, libraryPlace(io, places.value));
  switch (choice.choice) {
    case 'quit':
      return exitCode('completed');
    case 'open':
      return run({ ...options, runbook: choice.runbook });
    case 'resume':
      return run({ ...options, resume: choice.session });
  }
}

/** Where the library's screens read from. */
export function libraryPlace(io: Io, { library, sessions }: Places): LibraryPlace {
  return {
    library: openLibrary({ cwd: io.cwd, env: io.env, userFolder: library }, stepKinds),
    sessions,
    now: () => systemClock.now(),
  };
}

async function chooseByLines(io: Io, place: LibraryPlace): Promise<LibraryChoice> {
  const lines = openLines(io);
  try {
    return await chooseByLine(
      await readWholeLibrary(place),
      lines,
      openScreen(io.stdout, hasColour(io, io.stdout)),
    );
  } finally {
    lines.close();
  }
}
