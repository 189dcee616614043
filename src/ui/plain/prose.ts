import { visibleText } from '../../problem/visible-text.ts';
import type { Paint } from './paint.ts';
import { wrapLine } from './wrap.ts';

/** Lines of prose that stand for themselves: list items, table rows, quotes. */
const ownLine = /^\s*(?:[-*+]\s|\d+[.)]\s|\||>)/;

interface Paragraph {
  readonly text: string;
  /** Directly below another line of its list or table. */
  readonly tight: boolean;
}

/**
 * Prose for a terminal without a full screen: paragraphs set anew to the width, headings in bold unless
 * the step's head already says them, everything else as written.
 */
export function proseLines(
  prose: string,
  said: readonly string[],
  columns: number,
  paint: Paint,
): readonly string[] {
  const lines = paragraphs(prose).flatMap(({ text, tight }): readonly string[] => {
    const heading = /^#+\s+(.*)$/.exec(text)?.[1];
    const space = tight ? [] : [''];
    if (heading === undefined) return [...space, ...wrapLine('    ', visibleText(text), columns)];
    return said.includes(heading) ? [] : ['', paint('bold', `    ${visibleText(heading)}`)];
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

/** Lines that belong together are joined, as Markdown does. */
function paragraphs(prose: string): readonly Paragraph[] {
  const found: Paragraph[] = [];
  let open: Paragraph | undefined;
  for (const line of prose.split('\n').map((each) => each.trimEnd())) {
    const own = ownLine.test(line);
    if (line === '' || line.startsWith('#')) open = undefined;
    if (line === '') continue;
    const joined = open !== undefined && !own;
    const next: Paragraph = joined
      ? { text: `${open?.text ?? ''} ${line.trim()}`, tight: open?.tight ?? false }
      : { text: line, tight: open !== undefined && own && ownLine.test(open.text) };
    if (joined) found[found.length - 1] = next;
    else found.push(next);
    open = line.startsWith('#') ? undefined : next;
  }
  return found;
}
