import type { Writable } from 'node:stream';
import type { Problem } from '../../problem/problem.ts';
import { row } from './describe.ts';
import { makePaint, type Paint } from './paint.ts';

/** Where the plain renderer writes: whole lines, never over what is already there. */
export interface Screen {
  readonly paint: Paint;
  readonly colour: boolean;
  /** Width of the terminal; 100 where there is none. */
  readonly columns: number;
  line(text: string): void;
  lines(texts: readonly string[]): void;
  /** What is wrong and what to do next. */
  problems(problems: readonly Problem[]): void;
}

export function openScreen(stdout: Writable & { readonly columns?: number }, colour: boolean): Screen {
  const paint = makePaint(colour);
  const line = (text: string): void => {
    stdout.write(`${text}\n`);
  };
  const sheet = {
    paint,
    get columns() {
      return stdout.columns ?? 100;
    },
  };
  return {
    paint,
    colour,
    get columns() {
      return sheet.columns;
    },
    line,
    lines: (texts) => texts.forEach(line),
    problems: (problems) => {
      for (const { message, hint, code } of problems) {
        row(paint('red', 'refused   '), `${message} (${code})`, sheet).forEach(line);
        if (hint !== undefined) row('next', hint, sheet).forEach(line);
      }
    },
  };
}
