import { isInPath } from '../in-path.ts';
import { quoteWord } from '../prelude.ts';
import { probe } from '../probe.ts';

/** A script(1) that can be used; they differ in how they are told what to do. */
export interface ScriptProgram {
  readonly make: 'util-linux' | 'bsd';
}

/** Milliseconds that it may take to say what it is. */
const patience = 3000;

/** Finds script(1) in PATH. A text: why nothing can be recorded. */
export async function findScript(env: Readonly<Record<string, string>>): Promise<ScriptProgram | string> {
  if (!isInPath('script', env['PATH'])) return 'script(1) is not installed';
  if (process.platform !== 'linux') return { make: 'bsd' };
  const answer = await probe(['script', '--version'], {
    env: { ...env, LC_ALL: 'C' },
    cwd: '/',
    timeout: patience,
  }).catch(() => 'not-found' as const);
  if (answer !== 'not-found' && answer.stdout.includes('util-linux')) return { make: 'util-linux' };
  return 'script(1) is here, but not that of util-linux';
}

/**
 * The arguments with which it runs a command line in a terminal of its own and writes what that shows to a file,
 * at once. What is typed is not written: that is only what the terminal echoes.
 */
export function scriptArguments(
  { make }: ScriptProgram,
  file: string,
  argv: readonly string[],
): readonly string[] {
  switch (make) {
    case 'util-linux':
      return ['-q', '-e', '-f', '-c', `exec ${argv.map(quoteWord).join(' ')}`, file];
    case 'bsd':
      return ['-q', '-F', file, ...argv];
  }
}
