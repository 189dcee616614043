import { type Diagnostic, errorAt } from './diagnostic.ts';
import type { SourceText } from './source-text.ts';

/** Front matter that is in another language, or that is never closed, would otherwise be taken for prose. */
export function findFrontMatterFault(source: SourceText): readonly Diagnostic[] {
  const [first = '', second = ''] = source.text.slice(0, 2000).split(/\r\n|\n|\r/, 2);
  const fault = (message: string, hint: string): readonly Diagnostic[] => [
    errorAt(source.span(0, first.length), 'parse/front-matter', message, hint),
  ];
  if (/^(?:---[ \t]*[A-Za-z]|\+\+\+|;;;)/.test(first)) {
    return fault('Front matter is YAML only.', 'Begin and end it with a line of `---` alone');
  }
  if (/^---[ \t]*$/.test(first) && /^[\w-]+[ \t]*:/.test(second)) {
    return fault('The front matter is never closed.', 'End it with a line of `---` alone');
  }
  return [];
}
