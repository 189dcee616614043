import type { Stage } from '../stage/stage.ts';
import { type Stop, type Walker, walk } from './walker.ts';

/** The frames of the tour, in their order. */
export type TourFrame =
  | 'sign'
  | 'look'
  | 'command'
  | 'ran'
  | 'failed'
  | 'ways-on'
  | 'secret'
  | 'masked'
  | 'choice'
  | 'approval'
  | 'ended';

/** Walks the tour to its end, with the keys that the screen names. */
export function walkTour(stage: Stage): Promise<readonly Stop<TourFrame>[]> {
  return walk(stage, stage.shows(['tour'], { columns: 100, rows: 28 }), async (walker) => {
    await look(walker);
    await run(walker);
    await ask(walker);
    await end(walker);
  });
}

async function look({ sees, presses, stops }: Walker<TourFrame>): Promise<void> {
  await sees('▸ to do 1 I have a cup of something nice');
  await stops('sign');
  await presses('y');
  await sees('▸ to do 2 This machine has bash');
  await presses('c');
  await sees('✓ pass stdout: it does');
  await stops('look');
  await presses('enter');
  await sees('Yes, it is so');
  await presses('y');
}

async function run({ sees, presses, stops }: Walker<TourFrame>): Promise<void> {
  await sees('▸ to do 3 Greet the visitor');
  await stops('command');
  await presses('enter');
  await sees('▸ to do 4 Write a postcard');
  await stops('ran');
  await presses('enter');
  await sees('▸ to do 5 Is the lamp on?');
  await presses('enter');
  await sees('✗ FAILED 5 Is the lamp on?');
  await stops('failed');
  await presses('enter');
  await sees('Run it again');
  await stops('ways-on');
  await presses('escape');
  await presses('r');
}

async function ask({ sees, presses, types, stops }: Walker<TourFrame>): Promise<void> {
  await sees('▸ to do 6 Make a password up');
  await presses('enter');
  await sees('Enter Answer');
  await types('correct-horse', '••••');
  await stops('secret');
  await presses('enter');
  await sees('▸ to do 7 Try to give the secret away');
  await presses('enter');
  await sees('▸ to do 8 Which way?');
  await stops('masked');
  await presses('enter');
  await sees('Not now');
  await presses('up', 'up');
  await stops('choice');
}

async function end({ sees, presses, types, stops }: Walker<TourFrame>): Promise<void> {
  await presses('enter');
  await sees('▸ to do 10 Keep a copy of the postcard');
  await presses('enter');
  await sees('▸ to do 11 May the tour end?');
  await presses('enter');
  await sees('Approver');
  await types('Grace Hopper');
  await stops('approval');
  await presses('enter', 'enter', 'enter');
  await sees('▸ to do 12 I have left a note');
  await presses('y');
  await sees('COMPLETED');
  await stops('ended');
  await presses('q');
}
