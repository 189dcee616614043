import { Marked, type Token } from 'marked';
import { markedTerminal } from 'marked-terminal';
import type { Line } from '../line.ts';
import { layOut } from './layout.ts';
import { markupText, rowsOf, visible } from './markup.ts';
import { overrides, terminalOptions } from './markdown-renderer.ts';
import { plainProse } from './plain-prose.ts';

const marked = new Marked(markedTerminal(terminalOptions), { renderer: overrides });

/** Markdown that was parsed already: a new width sets all the prose of a runbook anew. */
const known = new Map<string, readonly string[]>();
const mostKnown = 4096;

/** Markdown as it is meant. See `ProseRenderer`. */
export function markdownProse(
  markdown: string,
  columns: number,
  said: readonly string[] = [],
): readonly Line[] {
  try {
    return layOut(markupOf(markdown, said), Math.max(2, columns));
  } catch {
    // Thousands of nested quotes are too deep for the parser's recursion. They are shown as written then.
    return plainProse(markdown, columns, said);
  }
}

function markupOf(markdown: string, said: readonly string[]): readonly string[] {
  const key = [...said, markdown].join('\u0000');
  const found = known.get(key);
  if (found !== undefined) return found;
  const tokens = marked.lexer(visible(markdown.replaceAll('\r\n', '\n')));
  const markup = rowsOf(marked.parser(tokens.filter((token) => !isSaid(token, said))));
  if (known.size >= mostKnown) known.clear();
  known.set(key, markup);
  return markup;
}

function isSaid(token: Token, said: readonly string[]): boolean {
  if (token.type !== 'heading' || said.length === 0) return false;
  const text: unknown = token['text'];
  return typeof text === 'string' && (said.includes(text) || said.includes(headingText(token)));
}

function headingText(token: Token): string {
  return markupText(rowsOf(marked.parser([token])).join(' '));
}
