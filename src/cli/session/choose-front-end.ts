import type { Background, TerminalTraits } from '../../ui/terminal/terminal-traits.ts';
import { asTerminal, terminalTraits } from '../../ui/terminal/terminal-traits.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { type Io, print } from '../io.ts';
import type { Places } from '../places.ts';
import type { FrontEnd } from './front-end.ts';
import type { ScreenSetup } from './operator-screen.ts';
import { plainFrontEnd, unattendedFrontEnd } from './plain-front-end.ts';

/** The whole screen at a terminal that can do it; lines elsewhere, and where they are asked for. */
export async function chooseFrontEnd(io: Io, places: Places, options: RunOptions): Promise<FrontEnd> {
  if (options.unattended) return unattendedFrontEnd(io);
  if (options.plain) return plainFrontEnd(io);
  const setup = screenSetup(io, places);
  if ('why' in setup) {
    // In a pipe nobody expects a screen.
    if (asTerminal(io.stdin, io.stdout) !== undefined)
      await print(io.stderr, `Lines instead of the full screen: ${setup.why}.\n`);
    return plainFrontEnd(io);
  }
  const { screenFrontEnd } = await import('./screen-front-end.ts');
  const opening = options.runbook ?? 'the session';
  return screenFrontEnd(io, places, setup, options.resume === undefined ? opening : `resuming ${opening}`);
}

/** What the full screen is to be like; or why this is no terminal for one. */
export function screenSetup(io: Io, { screen }: Places): ScreenSetup | { readonly why: string } {
  const traits = terminalTraits(io.env, io.stdin, io.stdout, backgroundOf(screen.theme));
  const streams = asTerminal(io.stdin, io.stdout);
  if (!traits.fullScreen.possible) return traits.fullScreen;
  if (streams === undefined) return { why: 'this is no terminal' };
  const ways = screen.attention ?? ['bell', 'notification', 'title'];
  return {
    streams,
    colour: colourOf(screen.theme, traits),
    background: traits.background,
    ascii: traits.console,
    attention: {
      bell: ways.includes('bell'),
      notify: ways.includes('notification'),
      title: ways.includes('title'),
    },
  };
}

type ThemeName = Places['screen']['theme'];

function backgroundOf(theme: ThemeName): Background | undefined {
  return theme === 'dark' || theme === 'light' ? theme : undefined;
}

function colourOf(theme: ThemeName, { colour }: TerminalTraits): TerminalTraits['colour'] {
  return theme === 'mono' ? 'none' : colour;
}
