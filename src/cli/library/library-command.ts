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

/** Runs what was chosen. Gives the exit code, or why the operator went back before anything was started. */
export type RunChosen = (
  options: RunOptions,
  frontEnd: FrontEnd,
) => Promise<number | { readonly back: string }>;

/**
 * `teei-runbook` alone: offers what there is and goes on with what is chosen, by `run`. Whoever cancels what is
 * asked then is back in the library. Where nobody is at a terminal, it prints the list.
 */
export async function libraryCommand(io: Io, options: RunOptions, run: RunChosen): Promise<number> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true) return listCommand(io, { json: false });
  const places = await placesOf(io);
  if (!places.ok) {
    await reportProblems(io, places.problems);
    return exitCode('usage');
  }
  const frontEnd = await chooseFrontEnd(io, places.value, options);
  try {
    const place = libraryPlace(io, places.value);
    let back: string | undefined;
    for (;;) {
      const choice = await frontEnd.choose(readLibrary(place), back);
      if (choice.choice === 'quit') return exitCode('completed');
      const named = choice.choice === 'open' ? { runbook: choice.runbook } : { resume: choice.session };
      const done = await run({ ...options, ...named }, frontEnd);
      if (typeof done === 'number') return done;
      ({ back } = done);
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
