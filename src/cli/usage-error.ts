import { visibleText } from '../problem/visible-text.ts';

/**
 * The parser's complaint as one line: `error: unknown option '--jsn'` and `(Did you mean --json?)` become
 * a sentence, with where to read more.
 */
export function usageErrorText(message: string, command: string): string {
  const [what = '', ...more] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`.replace(/\.?$/, '.');
  const guess = more.map((line) => line.replace(/^\((.*)\)$/, '$1')).join(' ');
  return `teei-runbook: ${visibleText([sentence, guess].filter((part) => part !== '').join(' '))}\n  next: see ${command} --help\n`;
}
