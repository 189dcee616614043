import { visibleText } from '../../../problem/visible-text.ts';
import type { Line } from '../line.ts';
import { breakLines, wrapLines } from '../wrap.ts';
import { paragraphsOf } from './paragraphs.ts';

/** What begins a list item or a quote; further rows are set below the text behind it. */
const lead = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?|>\s*)?/;

const comment = /<!--[\s\S]*?-->/g;

/** A block of code between its fences, or the text up to the next one. */
const fence = /^[ \t]*(?:```|~~~)[^\n]*\n([\s\S]*?)(?:^[ \t]*(?:```|~~~)[ \t]*$|(?![\s\S]))/gm;

/**
 * Markdown as written, set to the width. It is there at once, until the real renderer is loaded, and is what
 * that one falls back on. See `ProseRenderer`.
 */
export function plainProse(markdown: string, columns: number, said: readonly string[] = []): readonly Line[] {
  const source = markdown.replaceAll(/\r\n/g, '\n');
  const blocks: (readonly Line[])[] = [];
  // `split` gives text and the code of a fence in turn.
  for (const [at, part] of source.split(fence).entries()) {
    blocks.push(...(at % 2 === 1 ? [codeLines(part, columns)] : textBlocks(part, columns, said)));
  }
  return blocks.flatMap((block, at) => (at === 0 ? block : [[], ...block]));
}

function codeLines(code: string, columns: number): readonly Line[] {
  const rows = code.replace(/\n$/, '').split('\n');
  return rows.flatMap((row) => breakLines([{ text: `  ${visibleText(row)}`, tone: 'command' }], columns));
}

/** Paragraphs, and items that follow one another directly as one block. */
function textBlocks(source: string, columns: number, said: readonly string[]): readonly (readonly Line[])[] {
  const blocks: Line[][] = [];
  for (const { text, tight } of paragraphsOf(withoutComments(source))) {
    const heading = /^#+\s+(.*)$/.exec(text)?.[1];
    if (heading !== undefined && said.includes(heading)) continue;
    const lines = heading === undefined ? itemLines(text, columns) : headingLines(heading, columns);
    if (tight) blocks.at(-1)?.push(...lines);
    else blocks.push([...lines]);
  }
  return blocks;
}

function withoutComments(source: string): string {
  // Behind the last end there is no comment; looking for one from every beginning would take long.
  const end = source.lastIndexOf('-->') + 3;
  return source.slice(0, end).replaceAll(comment, '') + source.slice(end);
}

function itemLines(text: string, columns: number): readonly Line[] {
  return wrapLines([{ text: visibleText(text), tone: 'plain' }], columns, lead.exec(text)?.[0].length ?? 0);
}

function headingLines(heading: string, columns: number): readonly Line[] {
  return wrapLines([{ text: visibleText(heading), tone: 'heading' }], columns);
}
