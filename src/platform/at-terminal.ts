import { spawn } from 'node:child_process';
import { errorText, problem, type Problem } from '../problem/problem.ts';

/** Runs a program with the terminal as its own until it ends. Gives what went wrong; its exit code is its own affair. */
export function runAtTerminal(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Problem | undefined> {
  const [command = '', ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...env } });
    child.once('error', (thrown) =>
      resolve(
        problem('ui/program-not-started', `${command} can’t be started: ${errorText(thrown)}`, {
          hint: 'Look at the file itself, or set PAGER',
        }),
      ),
    );
    child.once('close', () => resolve(undefined));
  });
}
