import { expect } from 'vitest';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import type { Frame } from './frame.ts';
import type { Scene } from './scene.ts';

/** What is left to be seen of an escape sequence that was cut. */
const brokenSequence = /\p{Cc}|\ufffd|\[[0-9;?]*[mhlJKH]|\d;\d+m/u;

/** Nothing is drawn beside the window, nothing is cut in the middle of a sequence, and it says where one is and how to get out. */
export function expectSound(
  { rows, runs }: Frame,
  size: Size,
  { shows, place, wayOut }: Pick<Scene, 'shows' | 'place' | 'wayOut'>,
): void {
  const inside = rows.slice(0, size.rows);
  const text = inside.join('\n');
  expect(rows.slice(size.rows).join(''), 'below the window').toBe('');
  const last = Math.max(...runs.map((row) => row.at(-1)?.to ?? 0));
  expect(last, 'the last column that is drawn in').toBeLessThanOrEqual(size.columns);
  expect(text.replaceAll('\n', ' ')).not.toMatch(brokenSequence);
  expect(text, 'that it is this screen').toMatch(shows);
  expect(text, 'the way out').toMatch(wayOut);
  if (place !== undefined) expect(text, 'where it is').toMatch(place);
}
