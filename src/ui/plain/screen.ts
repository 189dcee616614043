import type { Writable } from 'node:stream';
import type { Problem } from '../../problem/problem.ts';
import { type Place, shortText } from '../describe/short-names.ts';
import { row, type Sheet } from './describe.ts';
import { makePaint } from './paint.ts';

/** Where the plain renderer writes: whole lines, never over what is already there. */
export interface Screen extends Sheet {
  readonly colour: boolean;
  line(text: string): void;
  lines(texts: readonly string[]): void;
  /** What is wrong and what to do next. */
  problems(problems: readonly Problem[]): void;
}

/** A screen on a stream. Its width is the terminal's, 100 where there is none. */
export function openScreen(
  stdout: Writable & { readonly columns?: number },
  colour: boolean,
  places: readonly Place[] = [],
): Screen {
  const line = (text: string): void => {
    stdout.write(`${text}\n`);
  };
  const screen: Screen = {
    paint: makePaint(colour),
    colour,
    get columns() {
      return stdout.columns ?? 100;
    },
    safe: (text) => shortText(text, places),
    line,
    lines: (texts) => texts.forEach(line),
    problems: (problems) => {
      for (const { message, hint, code } of problems) {
        row(screen.paint('red', 'refused   '), `${message} (${code})`, screen).forEach(line);
        if (hint !== undefined) row('next', hint, screen).forEach(line);
      }
    },
  };
  return screen;
}
