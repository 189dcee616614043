/** Text whose lines all end with LF, and where each of its offsets is in the text that it was made of. */
export interface UnifiedText {
  readonly text: string;
  original(offset: number): number;
}

/** CR LF and CR as LF: a Markdown parser that knows LF only then sees the same lines as one that knows all three. */
export function unifyLineBreaks(text: string): UnifiedText {
  if (!text.includes('\r')) return { text, original: (offset) => offset };
  const pairs = [...text.matchAll(/\r\n/g)].map(({ index }, before) => index - before);
  return {
    text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
    original: (offset) => offset + countBelow(pairs, offset),
  };
}

/** How many of the sorted numbers are below the limit. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
