import { must } from '../../../fixtures/session/open-session.ts';
import { clusterPin } from '../../../fixtures/notebook/open-notebook.ts';
import { type Operator, inNotebook } from '../in-notebook.ts';
import { deployAt, openWave, rolloutOutput } from '../sample-sessions.ts';
import type { Scene } from '../scene.ts';

const place = /teei-prod\b/;

/** Says yes to the first change of production, which is then run. */
export async function runChange({ press, type }: Operator): Promise<void> {
  await press('enter');
  await type(clusterPin.namespace);
  await press('enter');
}

/** The notebook's page as the session goes on. */
export const walking: readonly Scene[] = [
  {
    name: 'page-first-step',
    shows: /All pull requests approved/,
    place,
    wayOut: /q leave/,
    play: async (stage) => void (await inNotebook(stage, await deployAt(undefined))),
  },
  {
    name: 'page-read-step',
    shows: /kubectl get deployment/,
    place,
    wayOut: /q leave/,
    play: async (stage) => void (await inNotebook(stage, await deployAt('save'))),
  },
  {
    name: 'page-change-step',
    shows: /kubectl apply --server-side/,
    place,
    wayOut: /q leave/,
    play: async (stage) => void (await inNotebook(stage, await deployAt('apply'))),
  },
  {
    name: 'page-approval',
    shows: /May this be deployed\?/,
    place,
    wayOut: /q leave/,
    play: async (stage) => void (await inNotebook(stage, await deployAt('go'))),
  },
  {
    name: 'running-command',
    shows: /running/,
    place,
    wayOut: /\^C/,
    async play(stage) {
      const operator = await inNotebook(stage, await deployAt('apply', { hangs: true }), rolloutOutput);
      await runChange(operator);
      operator.opened.clock.advance(83_000);
      await stage.screen.settled();
      await operator.press('l');
    },
  },
  {
    name: 'running-rollout',
    shows: /rolled out/,
    place,
    wayOut: /\^C/,
    async play(stage) {
      const { opened, press } = await inNotebook(stage, await openWave(false));
      await press('enter');
      opened.clock.advance(83_000);
      await stage.screen.settled();
    },
  },
  {
    name: 'failed-command',
    shows: /FAILED|failed/,
    place,
    wayOut: /q leave/,
    play: async (stage) => runChange(await inNotebook(stage, await deployAt('apply', { code: 1 }))),
  },
  {
    name: 'failed-verification',
    shows: /The first wave is rolled out/,
    place,
    wayOut: /q leave/,
    async play(stage) {
      const { opened, press } = await inNotebook(stage, await openWave(true));
      await press('enter');
      opened.clock.advance(600_000);
      await stage.screen.settled();
    },
  },
  {
    name: 'page-rolled-back',
    shows: /Roll back/,
    place,
    wayOut: /q leave/,
    async play(stage) {
      const operator = await inNotebook(stage, await deployAt('apply', { code: 1 }));
      await runChange(operator);
      must(await operator.opened.session.dispatch({ intent: 'recover', reason: 'error rate' }));
      await stage.screen.settled();
    },
  },
  {
    name: 'end-completed',
    shows: /COMPLETED/,
    place,
    wayOut: /q leave/,
    async play(stage) {
      const { opened, press } = await inNotebook(stage, await deployAt('tell'));
      await press('y', 'y');
      opened.clock.advance(1000);
    },
  },
  {
    name: 'end-aborted',
    shows: /ABORTED/,
    place,
    wayOut: /q leave/,
    async play(stage) {
      const { press, type } = await inNotebook(stage, await deployAt('apply'));
      await press('X');
      await type('the release is withdrawn');
      await press('enter');
    },
  },
];
