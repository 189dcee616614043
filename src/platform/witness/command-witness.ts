import { spawn } from 'node:child_process';
import { entryText } from '../../session/log/witness-entry.ts';
import type { Witness } from './witness.ts';

export interface CommandPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** A command that takes an entry on its standard input, and ends with 0 once it is kept. Run by bash. */
export function commandWitness(command: string, place: CommandPlace): Witness {
  return {
    // The command itself may hold a token.
    name: `command ${/^[\w./-]+/.exec(command.trim())?.[0] ?? ''}`.trimEnd(),
    publish: (entry, signal) => run(command, `${entryText(entry)}\n`, place, signal),
  };
}

function run(
  command: string,
  input: string,
  { env, cwd }: CommandPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      env: { ...env },
      cwd,
      detached: true,
      // What it says could hold a token, and would go into the log.
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // It may end before it has read everything; its exit code tells then.
    child.stdin.on('error', () => undefined).end(input);
    const stop = (): void => stopGroup(child.pid);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => resolve(error.message));
    // Not `close`: something that it left running in the background may hold its pipes open.
    child.once('exit', (code, by) => {
      signal.removeEventListener('abort', stop);
      resolve(code === 0 ? undefined : failed(code, by));
    });
  });
}

function failed(code: number | null, by: NodeJS.Signals | null): string {
  return by === null ? `it ended with exit code ${code ?? 'none'}` : `it was ended by ${by}`;
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
