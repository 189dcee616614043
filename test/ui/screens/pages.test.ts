import { describe, expect, it } from 'vitest';
import { expectSound } from './expect-sound.ts';
import { framesOf } from './frame.ts';
import { opening } from './scenes/opening.ts';
import { walking } from './scenes/walking.ts';
import { dark, golden, testScreens, textOf, withFakeTimers } from './test-screens.ts';

testScreens([...opening, ...walking]);

describe('the notebook in a window that is too small', () => {
  withFakeTimers();
  const scene =
    walking.find(({ name }) => name === 'page-change-step') ?? expect.fail('there is no such scene');

  it.each([
    { columns: 59, rows: 24 },
    { columns: 80, rows: 14 },
    { columns: 20, rows: 3 },
  ])('is as in its golden file at $columns x $rows', async (size) => {
    for (const { frame } of await framesOf(scene, size, [dark])) {
      golden('too-small', `${size.columns}x${size.rows}`, textOf(frame, size));
      expectSound(frame, size, { shows: /To run: apply/, wayOut: /stop or leave/ });
    }
  });
});
