import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';

/** The widest that text is set, whatever the terminal offers: longer lines are hard to read. */
const widest = 100;

/** Breaks text at words behind a prefix; further lines are indented to where the first one's text begins. */
export function wrapLine(prefix: string, text: string, columns: number): readonly string[] {
  const hanging = stripVTControlCharacters(prefix).length;
  const width = Math.max(20, Math.min(columns, widest) - hanging);
  const [first = '', ...rest] = wrapAnsi(text, width, { hard: true }).split('\n');
  return [prefix + first, ...rest.map((line) => ' '.repeat(hanging) + line)];
}
