import { clusterPin, deployOpening } from '../../../fixtures/notebook/open-notebook.ts';
import { startHanging } from '../../../fixtures/notebook/walk-deploy.ts';
import { reopen } from '../../../fixtures/session/open-session.ts';
import { inNotebook, type Operator } from '../in-notebook.ts';
import { deployAt, openWave } from '../sample-sessions.ts';
import type { Scene, Stage } from '../scene.ts';
import { runChange } from './walking.ts';

const place = /teei-prod\b/;
const common = { place, wayOut: /Cancel|Not now|Stay|Look first|Let it run/ };

/** The sample deployment at a step, and these keys pressed there. */
function at(step: string, ...chords: readonly string[]) {
  return async (stage: Stage): Promise<Operator> => {
    const operator = await inNotebook(stage, await deployAt(step));
    await operator.press(...chords);
    return operator;
  };
}

function scene(name: string, shows: RegExp, play: (stage: Stage) => Promise<unknown>): Scene {
  return { name, shows, ...common, play: async (stage) => void (await play(stage)) };
}

/** What is asked over the page. */
export const asking: readonly Scene[] = [
  scene('confirm-production', /Run it\?/, at('apply', 'enter')),
  scene('confirm-production-typed', /Run it\?/, async (stage) => {
    const { type } = await at('apply', 'enter')(stage);
    await type(clusterPin.namespace);
  }),
  scene('confirm-production-wrong', /That is not/, async (stage) => {
    const { type, press } = await at('apply', 'enter')(stage);
    await type('teei-staging');
    await press('enter');
  }),
  scene('confirm-production-again', /Run it\?/, async (stage) => {
    const operator = await inNotebook(stage, await deployAt('apply', { code: 1 }));
    await runChange(operator);
    await operator.press('r');
  }),
  scene('confirm-change', /Run it\?/, async (stage) => {
    const environment = { name: 'staging', namespace: 'teei-staging' };
    const { press } = await inNotebook(
      stage,
      await deployAt('apply', {}, { production: false, environment }),
    );
    await press('enter');
  }),
  scene('sign', /All pull requests approved/, async (stage) => {
    const { press } = await inNotebook(stage, await deployAt(undefined));
    await press('enter');
  }),
  scene('sign-with-check', /Let a machine look first/, at('qa', 'enter')),
  scene('sign-no', /Not so/, at('no-incident', 'n')),
  scene('answer', /Kind of migration/, at('migration', 'enter')),
  scene('decide', /Is the error rate as before\?/, at('traffic', 'enter')),
  scene('approve', /Approve: /, at('go', 'a')),
  scene('reject', /Reject: /, at('go', 'x')),
  scene('skip', /Skip: /, at('save', 's')),
  scene('go-back', /Go back/, at('save', 'b')),
  scene('note', /Note/, at('save', 'i')),
  scene('hand-over', /Hand over/, at('save', 'H')),
  scene('abort', /Abort the session/, at('apply', 'X')),
  scene('leave', /Leave the session\?/, at('save', 'q')),
  scene('interrupt-idle', /Nothing is running/, at('save', 'ctrl+c')),
  scene('interrupt-running', /A command is running/, async (stage) => {
    const operator = await inNotebook(stage, await deployAt('apply', { hangs: true }));
    await runChange(operator);
    operator.opened.clock.advance(83_000);
    await operator.press('ctrl+c');
  }),
  scene('interrupted', /It was interrupted, and its command still runs/, async (stage) => {
    const before = await deployAt('apply', { hangs: true });
    await startHanging(before);
    const { press } = await inNotebook(stage, await reopen(before, deployOpening({ alive: true })));
    await press('enter');
  }),
  scene('ways-on', /It failed/, async (stage) => {
    const operator = await inNotebook(stage, await deployAt('apply', { code: 1 }));
    await runChange(operator);
    await operator.press('enter');
  }),
  scene('ways-on-service', /It failed/, async (stage) => {
    const { opened, press } = await inNotebook(stage, await openWave(true));
    await press('enter');
    opened.clock.advance(600_000);
    await stage.screen.settled();
    await press('enter');
  }),
  scene('roll-back-service', /Roll back reporting only/, async (stage) => {
    const { opened, press } = await inNotebook(stage, await openWave(true));
    await press('enter');
    opened.clock.advance(600_000);
    await stage.screen.settled();
    await press('O');
  }),
];
