import { setTimeout as wait } from 'node:timers/promises';
import type { Terminal } from '@xterm/headless';
import type { ShownProgram } from '../../../test/e2e/support/shown-program.ts';
import { type Frame, frameOf } from '../frame.ts';
import type { Stage } from '../stage/stage.ts';
import { steady } from '../steady.ts';

/**
 * Milliseconds from seeing something new to pressing a key, and for which a screen has to stand still. Long: the
 * program takes no key that comes just as something changed, and the log may be a moment behind the screen.
 */
const reaction = 800;

/** A frame of a walk: what stood on the screen when a condition held. */
export interface Stop<Name extends string> {
  readonly name: Name;
  readonly frame: Frame;
}

/** Somebody who walks a runbook on the stage, and takes a picture where there is something to see. */
export interface Walker<Name extends string> {
  readonly sees: (expected: string | RegExp) => Promise<unknown>;
  readonly misses: (gone: string) => Promise<unknown>;
  /** One key after the other. Each takes a second of the stage's clock. */
  readonly presses: (...chords: readonly string[]) => Promise<void>;
  /** Types, and resolves when this (or what is said instead) can be seen. */
  readonly types: (text: string, seen?: string) => Promise<unknown>;
  /** Takes a picture of what is there, as soon as it stands still. */
  readonly stops: (name: Name) => Promise<void>;
}

/** Starts the program, walks it to its end, and gives the pictures that were taken, in their order. */
export async function walk<Name extends string>(
  { world }: Stage,
  shown: ShownProgram,
  way: (walker: Walker<Name>) => Promise<void>,
): Promise<readonly Stop<Name>[]> {
  const { user, terminal } = shown;
  const stops: Stop<Name>[] = [];
  try {
    await way({
      sees: (expected) => user.sees(expected),
      misses: (gone) => user.missesNow(gone),
      async presses(...chords) {
        for (const chord of chords) {
          // Only now: it is by this clock that the program knows how long the screen has stood.
          await wait(reaction);
          world.passes(1);
          await user.hurries(chord);
        }
      },
      types(text, seen = text) {
        user.types(text);
        return user.sees(seen);
      },
      async stops(name) {
        stops.push({ name, frame: await stillFrame(terminal) });
      },
    });
    await user.ends();
    return stops;
  } finally {
    shown.close();
  }
}

/** What the terminal shows when it has not changed for a moment: a frame may come in several pieces. */
async function stillFrame(terminal: Terminal): Promise<Frame> {
  let frame = steady(frameOf(terminal));
  for (;;) {
    await wait(reaction);
    const next = steady(frameOf(terminal));
    if (JSON.stringify(next) === JSON.stringify(frame)) return frame;
    frame = next;
  }
}
