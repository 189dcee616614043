import type { Stretch } from './step-comment.ts';

/** Front matter by its place: the whole of it, and the YAML between its two lines of `---`. */
export interface FrontMatterLines extends Stretch {
  readonly yaml: Stretch;
}

const fence = /^---[ \t]*$/;

/** The front matter at the very start of a text whose lines end with LF. Undefined: it has none, or it is never closed. */
export function findFrontMatter(text: string): FrontMatterLines | undefined {
  if (!text.startsWith('---')) return undefined;
  const firstEnd = lineEnd(text, 0);
  if (!fence.test(text.slice(0, firstEnd))) return undefined;
  for (let start = firstEnd + 1; start <= text.length; ) {
    const end = lineEnd(text, start);
    if (text.startsWith('---', start) && fence.test(text.slice(start, end))) {
      return { start: 0, end, yaml: { start: firstEnd + 1, end: start } };
    }
    start = end + 1;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
