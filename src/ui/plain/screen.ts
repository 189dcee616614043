import type { Writable } from 'node:stream';
import { visibleText } from '../../problem/visible-text.ts';
import type { Problem } from '../../problem/problem.ts';
import { makePaint, type Paint } from './paint.ts';

/** Where the plain renderer writes: whole lines, never over what is already there. */
export interface Screen {
  readonly paint: Paint;
  readonly colour: boolean;
  line(text: string): void;
  lines(texts: readonly string[]): void;
  /** What is wrong and what to do next. */
  problems(problems: readonly Problem[]): void;
}

export function openScreen(stdout: Writable, colour: boolean): Screen {
  const paint = makePaint(colour);
  const line = (text: string): void => {
    stdout.write(`${text}\n`);
  };
  return {
    paint,
    colour,
    line,
    lines: (texts) => texts.forEach(line),
    problems: (problems) => {
      for (const { message, hint, code } of problems) {
        line(`  ${paint('red', 'refused')}    ${visibleText(message)} ${paint('dim', `(${code})`)}`);
        if (hint !== undefined) line(`  ${'next'.padEnd(10)} ${visibleText(hint)}`);
      }
    },
  };
}
