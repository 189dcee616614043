import stringWidth from 'string-width';

/**
 * Characters that are one column and one grapheme each, whatever stands beside them: ASCII, Latin, general
 * punctuation, arrows, and the frames, blocks and marks that the screens themselves are drawn with. Almost
 * every row is made of them alone, and then positions are columns.
 */
const simple =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u2713\u2717]*$/;

/** True when each UTF-16 unit of this text is one grapheme of one column. */
export function isSimple(text: string): boolean {
  return simple.test(text);
}

/** What a text without SGR is made of: where each grapheme ends (as an offset), and its columns. */
export interface Cells {
  readonly ends: readonly number[];
  readonly widths: readonly number[];
}

let segmenter: Intl.Segmenter | undefined;

/** Widths of graphemes that were met; a screen shows the same few again and again. */
const known = new Map<string, number>();
const mostKnown = 4096;

function graphemeWidth(grapheme: string): number {
  const found = known.get(grapheme);
  if (found !== undefined) return found;
  const width = stringWidth(grapheme);
  if (known.size >= mostKnown) known.clear();
  known.set(grapheme, width);
  return width;
}

/** One place on the screen: what stands in it, where that ends as an offset, and its columns. */
interface Cell {
  readonly end: number;
  readonly width: number;
}

/**
 * Splits text into graphemes as terminals do. Those of more than two columns (conjuncts, piled-up marks) are
 * split into characters: they could be wider than the screen.
 */
function* eachCell(text: string): Generator<Cell> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment, index } of segmenter.segment(text)) {
    const width = graphemeWidth(segment);
    let end = index;
    for (const part of width > 2 ? segment : [segment]) {
      end += part.length;
      yield { end, width: width > 2 ? graphemeWidth(part) : width };
    }
  }
}

export function cellsOf(text: string): Cells {
  const ends: number[] = [];
  const widths: number[] = [];
  for (const { end, width } of eachCell(text)) {
    ends.push(end);
    widths.push(width);
  }
  return { ends, widths };
}

/** Columns that a text without SGR takes. */
export function textWidth(text: string): number {
  if (isSimple(text)) return text.length;
  let sum = 0;
  for (const { width } of eachCell(text)) sum += width;
  return sum;
}

/** The longest beginning that fits into so many columns: its end as an offset, and its columns. */
export function fitting(text: string, columns: number): { readonly end: number; readonly width: number } {
  if (isSimple(text)) {
    const end = Math.min(text.length, Math.max(0, columns));
    return { end, width: end };
  }
  let end = 0;
  let sum = 0;
  for (const cell of eachCell(text)) {
    if (sum + cell.width > columns) break;
    sum += cell.width;
    end = cell.end;
  }
  return { end, width: sum };
}
