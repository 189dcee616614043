import type { Stage } from '../stage/stage.ts';
import { type Stop, walk } from './walker.ts';

/** The frames of the library that are pictured. */
export type LibraryFrame = 'library';

const size = { columns: 100, rows: 24 };

/** Leaves a session unfinished, and looks into the library then. */
export async function walkLibrary(stage: Stage): Promise<readonly Stop<LibraryFrame>[]> {
  await walk(stage, stage.shows(['tour'], size), async ({ sees, presses }) => {
    await sees('▸ to do 1');
    await presses('y');
    await sees('▸ to do 2');
    await presses('q', 'enter');
  });
  stage.world.passes(7300);
  return walk(stage, stage.shows([], size), async ({ sees, presses, stops }) => {
    await sees('▸ release');
    await stops('library');
    await presses('q');
  });
}
