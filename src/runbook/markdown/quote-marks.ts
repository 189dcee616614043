/**
 * Replaces the marks of block quotes (`>`) at the start of each further line by spaces, so that the
 * text within can be read by itself while its offsets stay those of the file.
 */
export function blankQuoteMarks(text: string, quotes: number): string {
  if (quotes === 0) return text;
  return text.replaceAll(/(?<=[\r\n])[ \t]*(?:>[ \t]*)+/g, (prefix) => {
    let left = quotes;
    return prefix.replaceAll('>', (mark) => {
      left -= 1;
      return left >= 0 ? ' ' : mark;
    });
  });
}
