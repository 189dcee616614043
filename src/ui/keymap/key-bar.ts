import { fitLine } from '../text/fit.ts';
import { type Line, span } from '../text/line.ts';
import { lineWidth } from '../text/measure.ts';
import { type ActionId, findAction } from './actions.ts';
import type { Keymap } from './keymap.ts';

/** An action in the key bar. */
export interface KeyBarEntry {
  readonly action: ActionId;
  /** What it does here, where its own title does not say it: `run it`, `sign`. */
  readonly title?: string;
  /** It stands out: what the operator most likely wants. */
  readonly emphasis?: boolean;
}

/** Stay to the last, at the end of the bar: where one reads more, and how one gets out. */
const lasting: ReadonlySet<ActionId> = new Set(['help', 'leave', 'quit', 'close', 'interrupt']);

interface Piece {
  readonly line: Line;
  readonly width: number;
}

const separator = span(' · ', 'dim');
const gap = separator.text.length;

/**
 * The keys that work now as at most `rows` rows. What Enter does comes first; the entries are given by
 * importance, and where there is no room those at the end are left out, but never help and the way out.
 * An action without a key is not shown.
 */
export function keyBar(
  entries: readonly KeyBarEntry[],
  keymap: Keymap,
  columns: number,
  rows = 1,
): readonly Line[] {
  const keyed = entries.filter(({ action }) => keymap.keyName(action) !== '');
  const enter = keyed.filter(({ action }) => keymap.keysOf(action).includes('enter'));
  const others = keyed.filter((entry) => !enter.includes(entry) && !lasting.has(entry.action));
  const [first, ...rest] = [...enter, ...others].map((entry) => pieceOf(entry, keymap));
  const last = keyed.filter((entry) => lasting.has(entry.action)).map((entry) => pieceOf(entry, keymap));
  for (let count = rest.length; count >= 0; count -= 1) {
    const kept = [...(first === undefined ? [] : [first]), ...rest.slice(0, count), ...last];
    const packed = pack(kept, columns);
    const fits = packed.every((row) => lineWidth(join(row)) <= columns);
    if (fits && packed.length <= rows) return packed.map(join);
  }
  return crowded(first, last, columns);
}

function pieceOf({ action, title, emphasis }: KeyBarEntry, keymap: Keymap): Piece {
  const text = title ?? findAction(action)?.title ?? action;
  const line = [
    span(keymap.keyName(action), 'key'),
    span(` ${text}`, emphasis === true ? 'strong' : 'plain'),
  ];
  return { line, width: lineWidth(line) };
}

/** Rows of pieces, each as full as it gets; a piece that is too wide is alone in its row. */
function pack(pieces: readonly Piece[], columns: number): readonly (readonly Piece[])[] {
  const packed: Piece[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const width = used + gap + piece.width;
    if (width <= columns) {
      packed.at(-1)?.push(piece);
      used = width;
    } else {
      packed.push([piece]);
      used = piece.width;
    }
  }
  return packed;
}

/** In a very narrow window one row: the first one is cut, help and the way out are whole. */
function crowded(first: Piece | undefined, last: readonly Piece[], columns: number): readonly Line[] {
  const end = join(last);
  const room = columns - lineWidth(end) - gap;
  if (first === undefined || room < gap) return [fitLine(end, columns)];
  return [[...fitLine(first.line, room), separator, ...end]];
}

function join(pieces: readonly Piece[]): Line {
  return pieces.flatMap(({ line }, at) => (at === 0 ? line : [separator, ...line]));
}
