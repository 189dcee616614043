import { visibleText } from '../../problem/visible-text.ts';
import { paragraphsOf } from '../text/prose/paragraphs.ts';
import type { Paint } from './paint.ts';
import { wrapLine } from './wrap.ts';

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
  const lines = paragraphsOf(prose).flatMap(({ text, tight }): readonly string[] => {
    const heading = /^#+\s+(.*)$/.exec(text)?.[1];
    const space = tight ? [] : [''];
    if (heading === undefined) return [...space, ...wrapLine('    ', visibleText(text), columns)];
    return said.includes(heading) ? [] : ['', paint('bold', `    ${visibleText(heading)}`)];
  });
  return lines.length === 0 ? [] : [...lines, ''];
}
