import { release, type Stage } from '../stage/stage.ts';
import { type Stop, type Walker, walk } from './walker.ts';

/** The frames of the release that are pictured. */
export type ReleaseFrame = 'palette' | 'help' | 'output' | 'production' | 'rollout' | 'failed';

interface Release extends Walker<ReleaseFrame> {
  readonly stage: Stage;
}

/** Walks a deployment of the sixteen services from the library on: its rollout fails once, and is tried again. */
export function walkRelease(stage: Stage): Promise<readonly Stop<ReleaseFrame>[]> {
  return walk(stage, stage.shows([], { columns: 100, rows: 30 }), async (walker) => {
    const on = { ...walker, stage };
    await openRelease(on);
    await lookFirst(on);
    await decide(on);
    await rollOut(on);
    await end(on);
  });
}

async function openRelease({ sees, presses, types }: Release): Promise<void> {
  await sees('walks 8 steps');
  await presses('enter');
  await sees('What the runbook has to know');
  await types('v1.3.0');
  await presses('enter');
  await sees('▸ ticket');
  await types('OPS-1742');
  await presses('enter');
  await sees('Type teei-prod to go on');
  await presses('tab');
  await types('teei-prod');
  await presses('enter');
  await sees('▸ to do 1 QA');
}

async function lookFirst({ stage, sees, misses, presses, types, stops }: Release): Promise<void> {
  await presses('enter');
  await sees('Not now');
  await presses('y');
  await sees('▸ to do 2 Every service answers');
  const answer = stage.cluster.holds();
  await presses('enter');
  await sees('▸ running');
  stage.world.passes(12);
  answer();
  await sees('▸ to do 3');
  await presses('ctrl+p');
  await sees('Actions');
  await types('out', '> out');
  await misses('hand over');
  await stops('palette');
  await presses('escape');
  await misses('Actions');
  await presses('?');
  await sees('Keys that work here');
  await stops('help');
  await presses('escape');
  await misses('Keys that work here');
  await presses('shift+tab');
  await presses('o');
  await sees('answer.');
  await presses('/');
  await sees('Enter search');
  await types('reporting');
  await presses('enter');
  await sees('n next match');
  await stops('output');
  await presses('escape', 'q');
  await presses('.');
  await sees('▸ to do 3');
}

async function decide({ sees, presses, types }: Release): Promise<void> {
  await presses('enter');
  await sees('Kind of migration');
  await presses('right', 'right');
  await presses('enter');
  await sees('▸ Name of the newest backup');
  await types('backup-2026-03-03');
  await presses('enter');
  await sees('▸ to do 4');
  await presses('enter');
  await sees('Approver');
  await types('Grace Hopper');
  await presses('enter', 'enter', 'enter');
  await sees('▸ to do 5');
}

async function rollOut({ stage: { cluster, world }, sees, presses, types, stops }: Release): Promise<void> {
  await presses('enter');
  await sees('to go on');
  await stops('production');
  await presses('tab');
  await types('teei-production');
  const applied = cluster.holds();
  await presses('enter');
  await sees('▸ running');
  world.passes(4);
  applied();
  await sees('▸ to do 6');
  cluster.becomes(
    release(2, (index) => (index % 5 < 2 ? ['ready', 'starting', 'old'] : ['starting', 'old', 'old'])),
  );
  await presses('enter');
  await sees('0 of 16 rolled out');
  const late = 5;
  cluster.becomes(
    release(2, (index) => {
      if (index === late) return ['starting', 'starting'];
      return index % 3 < 2 ? ['ready', 'ready'] : ['ready', 'starting', 'old'];
    }),
  );
  await sees('11 of 16 rolled out');
  world.passes(31);
  await sees('31s');
  await stops('rollout');
  cluster.becomes(release(2, (index) => (index === late ? ['starting', 'starting'] : ['ready', 'ready'])));
  await sees('15 of 16 rolled out');
  // One pod, after all others: what is told of several would depend on which is heard of first.
  cluster.becomes(release(2, (index) => (index === late ? ['crashing', 'starting'] : ['ready', 'ready'])));
  await sees('✗ FAILED');
  await stops('failed');
  cluster.becomes(release(2, () => ['ready', 'ready']));
  await presses('r');
  await sees('▸ to do 7');
}

async function end({ sees, presses }: Release): Promise<void> {
  await presses('enter');
  await sees('Yes, as before');
  await presses('up', 'up', 'enter');
  await sees('▸ to do 8');
  await presses('y');
  await sees('COMPLETED');
  await presses('q');
}
