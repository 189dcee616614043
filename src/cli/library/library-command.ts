import { systemClock } from '../../platform/clock.ts';
import { openLibrary } from '../../platform/library.ts';
import { stepKinds } from '../../steps/registry.ts';
import { listCommand } from '../commands/list.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { exitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Places, placesOf } from '../places.ts';
import { reportProblems } from '../report-problems.ts';
import { chooseFrontEnd } from '../session/choose-front-end.ts';
import type { FrontEnd } from '../session/front-end.ts';
import { type LibraryPlace, readLibrary } from './read-library.ts';

/**
 * `teei-runbook` alone: offers what there is and goes on with what is chosen, by `run`. Where nobody is at a
 * terminal, it prints the list.
 */
export async function libraryCommand(
  io: Io,
  options: RunOptions,
  run: (options: RunOptions, frontEnd: FrontEnd) => Promise<number>,
): Promise<number> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true) return listCommand(io, { json: false });
  const places = await placesOf(io);
  if (!places.ok) {
    await reportProblems(io, places.problems);
    return exitCode('usage');
  }
  const frontEnd = await chooseFrontEnd(io, places.value, options);
  try {
    const choice = await frontEnd.choose(readLibrary(libraryPlace(io, places.value)));
    switch (choice.choice) {
      case 'quit':
        return exitCode('completed');
      case 'open':
        return await run({ ...options, runbook: choice.runbook }, frontEnd);
      case 'resume':
        return await run({ ...options, resume: choice.session }, frontEnd);
    }
  } finally {
    await frontEnd.close();
  }
}

/** Where the library's screens read from. */
function libraryPlace(io: Io, { library, sessions }: Places): LibraryPlace {
  return {
    library: openLibrary({ cwd: io.cwd, env: io.env, userFolder: library }, stepKinds),
    sessions,
    now: () => systemClock.now(),
  };
}
