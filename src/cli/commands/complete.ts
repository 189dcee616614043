import { visibleText } from '../../problem/visible-text.ts';
import { answersFor } from '../completion/answers.ts';
import { positionOf } from '../completion/position.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';

/** `__complete -- WORDS`: the answers for the last word, one a line. Anything that fails means no answers. */
export async function completeCommand(io: Io, words: readonly string[]): Promise<number> {
  const position = positionOf(words);
  const answers = await answersFor(position, io);
  const fitting = [...new Set(answers)].filter((answer) => answer.startsWith(position.current));
  await print(io.stdout, fitting.map((answer) => `${visibleText(answer)}\n`).join(''));
  return exitCode('completed');
}
