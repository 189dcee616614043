import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programPath } from '../../../test/e2e/program.ts';

/** The time at which everything on stage begins, in milliseconds since 1970. */
const beginning = Date.parse('2026-03-03T09:30:00Z');

/** A clock and names that are the same everywhere, for a program that is shown. */
export interface World {
  /** The program with this world loaded into it. */
  readonly program: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The file that holds the time, in milliseconds since 1970. */
  readonly clock: string;
  /** Lets the clock go on by so many seconds. */
  passes(seconds: number): void;
}

/** `folder`: where the clock is kept. */
export function openWorld(folder: string): World {
  const clock = join(folder, 'clock');
  let now = beginning;
  // Whole or not at all: the program reads it at any moment.
  const set = (): void => {
    writeFileSync(`${clock}.new`, String(now));
    renameSync(`${clock}.new`, clock);
  };
  set();
  const preload = pathToFileURL(join(import.meta.dirname, 'set-world.ts')).href;
  return {
    program: [process.execPath, '--import', preload, programPath],
    clock,
    env: { WORLD_CLOCK: clock, TZ: 'UTC' },
    passes(seconds) {
      now += seconds * 1000;
      set();
    },
  };
}
