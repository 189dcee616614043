import { wrapLines } from '../wrap.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import type { Line } from '../line.ts';
import { paragraphsOf } from './paragraphs.ts';

/** What begins a list item or a quote; further rows are set below the text behind it. */
const lead = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|>\s*)?/;

/** Markdown as written, set to the width. It is there at once, until the real one is loaded. */
export function plainProse(markdown: string, columns: number, said: readonly string[] = []): readonly Line[] {
  const lines = paragraphsOf(markdown).flatMap(({ text, tight }): readonly Line[] => {
    const space: readonly Line[] = tight ? [] : [[]];
    const heading = /^#+\s+(.*)$/.exec(text)?.[1];
    if (heading === undefined) {
      const indent = lead.exec(text)?.[0].length ?? 0;
      return [...space, ...wrapLines([{ text: visibleText(text), tone: 'plain' }], columns, indent)];
    }
    if (said.includes(heading)) return [];
    return [...space, ...wrapLines([{ text: visibleText(heading), tone: 'heading' }], columns)];
  });
  return lines[0]?.length === 0 ? lines.slice(1) : lines;
}
