import type { Subject } from '../measure.ts';
import { names } from './names.ts';
import { firstStep, runbooks, shortSteps } from './runbooks.ts';
import { type Scene, seen } from './scene.ts';
import { shows } from './shown.ts';

/** From the start of the process to the first frame, in milliseconds. */
export function firstFrameSubjects(scene: Scene): readonly Subject[] {
  return [
    {
      name: names.bare,
      measure: () =>
        scene.withBareInk(async (terminal) => {
          const at = await seen(terminal, shows('the first frame'));
          return new Map([[names.bare, [at - terminal.began]]]);
        }),
    },
    {
      name: names.naive.frame,
      measure: () =>
        scene.withNaiveList([String(shortSteps)], async (terminal) => {
          const at = await seen(terminal, shows(firstStep));
          return new Map([[names.naive.frame, [at - terminal.began]]]);
        }),
    },
    {
      name: names.own.frame,
      measure: () =>
        scene.withOwn([runbooks.short], async (terminal) => {
          const frame = await seen(terminal, (rows) => rows.some((row) => row !== ''));
          const step = await seen(terminal, shows(firstStep));
          return new Map([
            [names.own.frame, [frame - terminal.began]],
            [names.own.step, [step - terminal.began]],
          ]);
        }),
    },
  ];
}
