import { Marked, type Token } from 'marked';
import { markedTerminal } from 'marked-terminal';
import type { Line } from '../line.ts';
import { layOut } from './layout.ts';
import { markupText, rowsOf, visible } from './markup.ts';
import { overrides, terminalOptions } from './markdown-renderer.ts';
import { plainProse } from './plain-prose.ts';

const marked = new Marked(markedTerminal(terminalOptions), { renderer: overrides });

/** Markdown as it is meant. See `ProseRenderer`. */
export function markdownProse(
  markdown: string,
  columns: number,
  said: readonly string[] = [],
): readonly Line[] {
  try {
    const tokens = marked.lexer(visible(markdown.replaceAll('\r\n', '\n')));
    const shown = tokens.filter((token) => !isSaid(token, said));
    return layOut(rowsOf(marked.parser(shown)), Math.max(2, columns));
  } catch {
    // Thousands of nested quotes are too deep for the parser's recursion. They are shown as written then.
    return plainProse(markdown, columns, said);
  }
}

function isSaid(token: Token, said: readonly string[]): boolean {
  if (token.type !== 'heading' || said.length === 0) return false;
  const text: unknown = token['text'];
  return typeof text === 'string' && (said.includes(text) || said.includes(headingText(token)));
}

function headingText(token: Token): string {
  return markupText(rowsOf(marked.parser([token])).join(' '));
}
