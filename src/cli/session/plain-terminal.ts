import type { Terminal } from '../../session/engine/deps.ts';
import type { Io } from '../io.ts';

/** The terminal between two prompts: nothing reads it, so an interactive command can have it as it is. */
export function plainTerminal(io: Io): Terminal {
  return {
    async lend() {
      await new Promise(setImmediate);
      io.stdin.pause();
    },
    async takeBack() {
      io.stdin.pause();
      await new Promise(setImmediate);
    },
  };
}
