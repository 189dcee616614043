import { setTimeout } from 'node:timers/promises';
import { differsFrom } from './shown.ts';
import type { TimedTerminal } from './terminal.ts';

/** How long somebody looks for the answer to a key, in milliseconds. */
export const longestWait = 5_000;

/** Milliseconds between two keys of a hand that holds one down, at least, and how much more it may be. */
const betweenKeys = { least: 34, more: 33 };

/** A key, and what the screen shows once it was heard; without a look: anything else than before. */
interface Key {
  readonly key: string;
  readonly look?: (rows: readonly string[]) => boolean;
}

/**
 * Presses keys in turn and gives the milliseconds from each to the frame that shows it. The hand has a pace of
 * its own, so that keys come at any moment between two frames. It gives up after the first key that `longestWait`
 * brought no answer to, which then counts as so much.
 */
export async function keyTimes(
  terminal: TimedTerminal,
  keys: readonly Key[],
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    // The golden ratio spreads the pauses evenly without a pattern, and alike in each round.
    await setTimeout(betweenKeys.least + ((turn * 0.618) % 1) * betweenKeys.more);
    const { key, look = differsFrom(terminal.rows()) } = keys[turn % keys.length] ?? { key: '' };
    const pressed = performance.now();
    terminal.press(key);
    const seen = await terminal.until(look, longestWait);
    times.push(seen === undefined ? longestWait : seen - pressed);
    if (seen === undefined) break;
  }
  return times;
}
