import { inNotebook, type Operator } from '../in-notebook.ts';
import { deployAt, rolloutOutput } from '../sample-sessions.ts';
import type { Scene, Stage } from '../scene.ts';
import { runChange } from './walking.ts';

const place = /teei-prod\b/;

function at(step: string, ...chords: readonly string[]) {
  return async (stage: Stage): Promise<Operator> => {
    const operator = await inNotebook(stage, await deployAt(step));
    await operator.press(...chords);
    return operator;
  };
}

/** The output of a roll-out that failed, and these keys pressed there. */
function output(...chords: readonly string[]) {
  return async (stage: Stage): Promise<void> => {
    const operator = await inNotebook(stage, await deployAt('apply', { code: 1 }));
    await runChange(operator);
    await operator.press('o', ...chords);
  };
}

function scene(name: string, shows: RegExp, wayOut: RegExp, play: (stage: Stage) => Promise<unknown>): Scene {
  return {
    name,
    shows,
    place: name.startsWith('output') ? /PRODUCTION/ : place,
    wayOut,
    play: async (stage) => void (await play(stage)),
  };
}

/** What only changes what is shown. */
export const looking: readonly Scene[] = [
  scene('elsewhere', /kubectl apply --server-side/, /q leave/, at('save', 'tab', 'tab')),
  scene('filter', /skipped/, /q leave/, async (stage) => {
    const { press, type } = await at('save', 's')(stage);
    await type('nothing runs yet');
    await press('enter', 'f', 'f');
  }),
  scene('filter-empty', /No step has failed/, /q leave/, at('save', 'f')),
  scene('search-typed', /Search depl/, /Esc/, at('save', '/', 'd', 'e', 'p', 'l')),
  scene('search', /depl/, /q leave/, at('save', '/', 'd', 'e', 'p', 'l', 'enter', 'n')),
  scene('jump', /Jump to/, /Esc/, at('save', 'J', 'r', 'e', 'l')),
  scene('palette', /Actions/, /Esc/, at('save', 'ctrl+p')),
  scene('palette-typed', /Actions/, /Esc/, at('save', 'ctrl+p', 's', 'k', 'i')),
  scene('help', /Do what the step asks/, /Esc back/, at('save', '?')),
  scene('output-help', /Look/, /Esc back/, output('?')),
  scene('refused', /✗/, /q leave/, at('save', 'a')),
  scene('output', /Output of apply/, /Esc/, output()),
  scene('output-search', /timed/, /Esc/, output('/', 't', 'i', 'm', 'e', 'd', 'enter')),
  scene('output-search-typed', /time/, /Esc back/, output('/', 't', 'i', 'm', 'e')),
  scene('output-marks', /Output of apply/, /Esc/, output('g', 'm', 'j', 'j', 'm', 'e')),
  scene('output-save', /Save as: apply/, /Esc save nothing/, output('S')),
  scene('output-running', /FOLLOWING/, /Esc/, async (stage) => {
    const operator = await inNotebook(stage, await deployAt('apply', { hangs: true }), rolloutOutput);
    await runChange(operator);
    operator.opened.clock.advance(83_000);
    await operator.press('o');
  }),
];
