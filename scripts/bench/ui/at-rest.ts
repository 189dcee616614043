import type { Subject, Values } from '../measure.ts';
import { keyTimes } from './key-times.ts';
import { takenBy } from './memory.ts';
import { names } from './names.ts';
import { firstStep, longSteps, runbooks } from './runbooks.ts';
import { type Scene, seen } from './scene.ts';
import { shows, ticksAfter } from './shown.ts';
import type { TimedTerminal } from './terminal.ts';

/** To the next step and the next again, and back. */
const keys = [']', ']', '[', '['].map((key) => ({ key }));
const keysARound = 48;
/** It takes long, and each round gives many values. */
const atMost = 6;
const ticks = 3;

/** Bytes that it sends for each tick of its clock, while nothing else happens. */
async function bytesPerTick(terminal: TimedTerminal): Promise<number> {
  // What the last key left to draw comes before the next tick.
  await seen(terminal, ticksAfter(terminal.rows()));
  const before = terminal.bytes;
  for (let tick = 0; tick < ticks; tick += 1) await seen(terminal, ticksAfter(terminal.rows()));
  return (terminal.bytes - before) / ticks;
}

type Names = Readonly<Record<'longKey' | 'idle' | 'longMemory', string>>;

/** Somebody reads in a long runbook, and then only looks at it. */
async function reading(terminal: TimedTerminal, { longKey, idle, longMemory }: Names): Promise<Values> {
  await seen(terminal, shows(firstStep));
  const times = await keyTimes(terminal, keys, keysARound);
  const bytes = await bytesPerTick(terminal);
  return new Map([
    [longKey, times],
    [idle, [bytes]],
    [longMemory, [takenBy(terminal.pid)?.memory ?? Number.NaN]],
  ]);
}

/** While no command runs. */
export function atRestSubjects(scene: Scene): readonly Subject[] {
  return [
    {
      name: names.own.shortKey,
      atMost,
      measure: () =>
        scene.withOwn([runbooks.short], async (terminal) => {
          await seen(terminal, shows(firstStep));
          return new Map([[names.own.shortKey, await keyTimes(terminal, keys, keysARound)]]);
        }),
    },
    {
      name: names.own.longKey,
      atMost,
      measure: () => scene.withOwn([runbooks.long], (terminal) => reading(terminal, names.own)),
    },
    {
      name: names.naive.longKey,
      atMost,
      measure: () => scene.withNaiveList([String(longSteps)], (terminal) => reading(terminal, names.naive)),
    },
  ];
}
