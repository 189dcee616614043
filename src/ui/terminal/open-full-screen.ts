import { setImmediate } from 'node:timers/promises';
import { forceColour } from './colour.ts';
import type { FullScreen } from './full-screen.ts';
import type { FullScreenOptions } from './options.ts';

/**
 * Takes the whole terminal: the alternate screen, raw keys, no cursor. The caller has made sure that there is
 * one (`terminalTraits`), and ends the session on SIGTERM, SIGHUP and SIGINT and closes this before it exits.
 *
 * Everything that draws is loaded here and not before: Ink decides about colours while it is loaded.
 */
export async function openFullScreen(options: FullScreenOptions): Promise<FullScreen> {
  const restore = forceColour(process.env, options.colour);
  try {
    const { HeldTerminal } = await import('./held-terminal.ts');
    const terminal = new HeldTerminal(options);
    // The event loop turns once: what was typed before there was anything to see is read, and thrown away.
    await setImmediate();
    await setImmediate();
    return terminal;
  } finally {
    restore();
  }
}
