import type { Subject } from '../measure.ts';
import { keyTimes } from './key-times.ts';
import { takenBy, watchTaken } from './memory.ts';
import { names } from './names.ts';
import { feedCommand, gigabyte, runbooks, streamCommand } from './runbooks.ts';
import { bytesIn, removeOutputs } from './outputs.ts';
import { type Scene, seen } from './scene.ts';
import { firstLine, lastLine, shows, showsNot } from './shown.ts';
import type { TimedTerminal } from './terminal.ts';

/** To the first line, and back to the end that is followed. */
const keys = [
  { key: 'g', look: shows(firstLine) },
  { key: 'G', look: showsNot(firstLine) },
];
const keysARound = 48;

/** Each round takes long, and gives many values. */
const rounds = { stream: 6, gigabyte: 2 };

/** How long a list may work on a gigabyte, in milliseconds. */
const longestGigabyte = 20_000;

/** How long ours may, in milliseconds; only a hanging program takes so much. */
const patience = 180_000;

const feeding = shows('feeding 0123');

/** Runs the step that prints, and shows its output on the whole screen. */
async function followOutput(terminal: TimedTerminal): Promise<void> {
  await seen(terminal, shows('Enter run'));
  terminal.press('\r');
  await seen(terminal, feeding);
  terminal.press('o');
  await seen(terminal, shows('FOLLOWING'));
  await seen(terminal, feeding);
}

/** Begins to count. The function given tells how many MB a second came since. */
function speedOf(bytes: () => number): () => number {
  const [before, began] = [bytes(), performance.now()];
  return () => (bytes() - before) / 1000 / (performance.now() - began);
}

/** While a command prints. `sessions`: where outputs are kept; they are removed after each round. */
export function streamingSubjects(scene: Scene, sessions: string): readonly Subject[] {
  const { own, naive } = names;
  return [
    {
      name: own.streamKey,
      atMost: rounds.stream,
      measure: async () => {
        const values = await scene.withOwn([runbooks.stream], async (terminal) => {
          await followOutput(terminal);
          const speed = speedOf(() => bytesIn(sessions));
          const times = await keyTimes(terminal, keys, keysARound);
          return new Map([
            [own.streamKey, times],
            [own.taken, [speed()]],
          ]);
        });
        removeOutputs(sessions);
        return values;
      },
    },
    {
      name: naive.streamKey,
      atMost: rounds.stream,
      measure: () =>
        scene.withNaiveList(['0', ...streamCommand], async (terminal) => {
          await seen(terminal, feeding);
          const speed = speedOf(() => (takenBy(terminal.pid)?.read ?? Number.NaN) * 1e6);
          const times = await keyTimes(terminal, keys, keysARound);
          return new Map([
            [naive.streamKey, times],
            [naive.taken, [speed()]],
          ]);
        }),
    },
    {
      name: own.gigabyteMemory,
      atMost: rounds.gigabyte,
      measure: async () => {
        const values = await scene.withOwn([runbooks.gigabyte], async (terminal) => {
          await followOutput(terminal);
          await seen(terminal, (rows) => shows(lastLine)(rows) && shows('exit 0')(rows), patience);
          await seen(terminal, showsNot('at least'), patience);
          await keyTimes(terminal, keys, 2);
          return new Map([
            [own.gigabyteMemory, [takenBy(terminal.pid)?.memory ?? Number.NaN]],
            [own.gigabyteTaken, [bytesIn(sessions) / 1e6]],
          ]);
        });
        removeOutputs(sessions);
        return values;
      },
    },
    {
      name: naive.gigabyteMemory,
      atMost: rounds.gigabyte,
      measure: () =>
        scene.withNaiveList(['0', ...feedCommand(gigabyte)], async (terminal) => {
          const taken = watchTaken(terminal.pid);
          await terminal.until(shows('exit 0'), longestGigabyte).catch(() => undefined);
          const { memory, read } = taken();
          return new Map([
            [naive.gigabyteMemory, [memory]],
            [naive.gigabyteTaken, [read]],
          ]);
        }),
    },
  ];
}
