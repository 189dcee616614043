import { visibleText } from '../../problem/visible-text.ts';
import type { Paint } from './paint.ts';
import { wrapLine } from './wrap.ts';

/** Lines of prose that stand for themselves: list items, table rows, quotes. */
const ownLine = /^\s*(?:[-*+]|\d+[.)]|\||>)\s?/;

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
  const lines = paragraphs(prose).flatMap((paragraph): readonly string[] => {
    const heading = /^#+\s+(.*)$/.exec(paragraph)?.[1];
    if (heading === undefined) return ['', ...wrapLine('    ', visibleText(paragraph), columns)];
    return said.includes(heading) ? [] : ['', paint('bold', `    ${visibleText(heading)}`)];
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

/** Lines that belong together are joined, as Markdown does. */
function paragraphs(prose: string): readonly string[] {
  const found: string[] = [];
  let open = false;
  for (const line of prose.split('\n').map((each) => each.trimEnd())) {
    const last = found.length - 1;
    if (line === '' || line.startsWith('#')) open = false;
    if (line === '') continue;
    if (open && !ownLine.test(line)) found[last] = `${found[last] ?? ''} ${line.trim()}`;
    else found.push(line);
    open = !line.startsWith('#');
  }
  return found;
}
