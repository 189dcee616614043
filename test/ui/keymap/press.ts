import type { KeyPress } from '../../../src/ui/terminal/input.ts';
import type { Line } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';

/** A key as the terminal gives it; `alone` is false in a burst. */
export function press(chord: string, alone = true): KeyPress {
  const text = chord === 'space' ? ' ' : chord.length === 1 ? chord : '';
  return { input: 'key', chord, text, alone };
}

/** Rows as one reads them. */
export function textOf(lines: readonly Line[]): readonly string[] {
  return lines.map((each) => plainText(each).trimEnd());
}
