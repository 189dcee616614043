import { lineText } from '../../../problem/visible-text.ts';
import type { Matcher } from './matcher.ts';

const escape = String.fromCodePoint(0x1b);
const style = new RegExp(`${escape}\\[[0-9;:]*m`, 'g');

/**
 * Where the matching lines of a stretch begin, in order, as indexes into its bytes. It ends where a line ends.
 * Undefined: a line was looked at that does not match, so that one can stop for breath in between.
 */
export function* matchingLines(bytes: Buffer, matcher: Matcher): Generator<number | undefined> {
  const text = bytes.toString('latin1');
  const bare = text.includes(escape) ? text.replaceAll(style, '') : text;
  const prepared = matcher.prepare(bare);
  const place = bare.length === text.length ? (start: number): number => start : placeByLines(bare, text);
  let at = 0;
  for (;;) {
    const found = matcher.candidate(prepared, at);
    if (found < 0) return;
    const start = place(found === 0 ? 0 : bare.lastIndexOf('\n', found - 1) + 1);
    const end = text.indexOf('\n', start);
    const line = bytes.toString('utf8', start, end < 0 ? bytes.length : end);
    yield matcher.matches(lineText(line)) ? start : undefined;
    const next = bare.indexOf('\n', found);
    if (next < 0) return;
    at = next + 1;
  }
}

/** From where a line begins without its SGR sequences to where it begins with them: it has the same number. */
function placeByLines(bare: string, text: string): (start: number) => number {
  let inBare = 0;
  let inText = 0;
  return (start) => {
    while (inBare < start) {
      inBare = bare.indexOf('\n', inBare) + 1;
      inText = text.indexOf('\n', inText) + 1;
    }
    return inText;
  };
}
