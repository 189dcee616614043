import { join } from 'node:path';
import type { Site } from '../group.ts';
import type { Peers } from './peers.ts';
import { openTerminal, type TimedTerminal } from './terminal.ts';

/** The programs that are measured, each opened on a terminal of its own. */
export interface Scene {
  /** Opens teei-runbook, uses it, and ends it. */
  withOwn<T>(args: readonly string[], use: (terminal: TimedTerminal) => Promise<T>): Promise<T>;
  withBareInk<T>(use: (terminal: TimedTerminal) => Promise<T>): Promise<T>;
  withNaiveList<T>(args: readonly string[], use: (terminal: TimedTerminal) => Promise<T>): Promise<T>;
}

/** All of them get the same surroundings: a compile cache, true colour, and nothing that asks for less. */
export function openScene({ root, folder, env }: Site, peers: Peers): Scene {
  const surroundings = {
    cwd: folder,
    env: {
      PATH: env['PATH'] ?? '',
      HOME: folder,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      XDG_STATE_HOME: join(folder, 'state'),
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    },
  };
  async function using<T>(args: readonly string[], use: (terminal: TimedTerminal) => Promise<T>): Promise<T> {
    const terminal = openTerminal([process.execPath, ...args], surroundings);
    try {
      return await use(terminal);
    } finally {
      await terminal.close();
    }
  }
  const program = join(root, 'bin/teei-runbook.cjs');
  return {
    withOwn: (args, use) => using([program, ...args], use),
    withBareInk: (use) => using([peers.bareInk], use),
    withNaiveList: (args, use) => using([peers.naiveList, ...args], use),
  };
}

/** Waits for it; rejects where it does not come. Gives when it came. */
export async function seen(
  terminal: TimedTerminal,
  look: (rows: readonly string[]) => boolean,
  patience?: number,
): Promise<number> {
  const at = await terminal.until(look, patience);
  if (at === undefined) throw new Error(`what was waited for never came:\n${terminal.rows().join('\n')}`);
  return at;
}
