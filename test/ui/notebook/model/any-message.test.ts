import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CellCache } from '../../../../src/ui/notebook/model/cell-cache.ts';
import { notebookCells } from '../../../../src/ui/notebook/model/cells.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import {
  filters,
  initialNotebookState,
  type NotebookMessage,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import type { Size } from '../../../../src/ui/terminal/full-screen.ts';
import { lineWidth } from '../../../../src/ui/text/measure.ts';
import { takeOn } from '../../../fixtures/notebook/walk-deploy.ts';
import { must, type Opened, run } from '../../../fixtures/session/open-session.ts';
import { type Stage, stageInputs, stageNames, stages } from './stages.ts';

const opened = new Map<Stage, Opened>();

beforeAll(async () => {
  for (const name of stageNames) opened.set(name, await stages[name]());
});

afterAll(() => opened.forEach(({ session }) => session.stop('operator')));

function inputsOf(stage: Stage): NotebookInputs {
  const at = opened.get(stage);
  if (at === undefined) throw new Error(`${stage} was not opened`);
  return stageInputs(at);
}

const moves = [
  'line-down',
  'line-up',
  'half-page-down',
  'half-page-up',
  'page-down',
  'page-up',
  'first',
  'last',
  'next-step',
  'previous-step',
  'current',
] as const;

const message: fc.Arbitrary<NotebookMessage> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...moves).map((move): NotebookMessage => ({ message: 'move', move })),
  },
  fc
    .constantFrom('before-you-start-1', 'apply', 'healthy', 'rollback.restore', 'no-such-step')
    .map((step): NotebookMessage => ({ message: 'go-to', step })),
  fc.constantFrom<NotebookMessage>(
    { message: 'fold' },
    { message: 'fold-all' },
    { message: 'filter' },
    { message: 'outline' },
    { message: 'search-next' },
    { message: 'search-previous' },
    { message: 'search-end' },
    { message: 'close' },
  ),
  fc.constantFrom(...filters).map((filter): NotebookMessage => ({ message: 'filter', filter })),
  fc
    .constantFrom('', 'deploy', 'KUBECTL', 'o', '((', 'nowhere')
    .map((query): NotebookMessage => ({ message: 'search', query })),
);

const size: fc.Arbitrary<Size> = fc.record({
  columns: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 58, max: 102 })),
  rows: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 13, max: 32 })),
});

const doings = fc.array(fc.tuple(size, message), { minLength: 1, maxLength: 25 });

/** The states that these doings lead to, each with the window it is drawn in. */
function* statesOf(
  inputs: NotebookInputs,
  done: readonly (readonly [Size, NotebookMessage])[],
): Generator<{ readonly state: NotebookState; readonly window: Size }> {
  let state = initialNotebookState;
  for (const [window, each] of done) {
    state = updateNotebook(inputs, state, window, each);
    yield { state, window };
  }
}

function expectAsMadeAnew(inputs: NotebookInputs, state: NotebookState, window: Size): void {
  const anew = { ...inputs, cache: new CellCache() };
  expect(notebookView(inputs, state, window).frame).toEqual(notebookView(anew, state, window).frame);
}

describe('whatever an operator does, in a window of any size', () => {
  it('a frame has exactly the rows of the window, none wider than it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stageNames), doings, fc.nat(12), (stage, done, covered) => {
        const inputs = inputsOf(stage);
        for (const { state, window } of statesOf(inputs, done)) {
          const { frame } = notebookView(inputs, state, window);
          expect(frame).toHaveLength(window.rows);
          const widest = Math.max(...frame.map(lineWidth));
          expect(widest, JSON.stringify(window)).toBeLessThanOrEqual(window.columns);
          const under = notebookView(inputs, state, window, covered).frame;
          expect(under.length).toBeLessThanOrEqual(Math.max(window.rows - covered, 5));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('some cell that there is is in focus', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stageNames), doings, (stage, done) => {
        const inputs = inputsOf(stage);
        const { index } = notebookCells(inputs.reader);
        for (const { state, window } of statesOf(inputs, done)) {
          const { focus } = notebookView(inputs, state, window);
          expect(focus === undefined || index.has(focus)).toBe(true);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('a kept cell is never stale: a frame is the same as one that is made anew', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stageNames), doings, (stage, done) => {
        const inputs = { ...inputsOf(stage), cache: new CellCache(20) };
        for (const { state, window } of statesOf(inputs, done)) expectAsMadeAnew(inputs, state, window);
      }),
      { numRuns: 60 },
    );
  });

  it('a kept cell is never stale as the session goes on', async () => {
    const at = await stages.start();
    const cache = new CellCache();
    const window = { columns: 80, rows: 100 };
    const states = [
      initialNotebookState,
      { ...initialNotebookState, foldAll: 'open' as const },
      { ...initialNotebookState, place: { place: 'cell' as const, cell: 'apply' } },
    ];
    while (at.session.current?.id !== 'healthy') {
      const inputs = { ...stageInputs(at), cache };
      for (const state of states) expectAsMadeAnew(inputs, state, window);
      await takeOn(at);
    }
    must(await run(at.session));
    must(await at.session.dispatch({ intent: 'note', text: 'nothing recorded' }));
    for (const state of states) expectAsMadeAnew({ ...stageInputs(at), cache }, state, window);
    must(await at.session.dispatch({ intent: 'back', to: 'qa', reason: 'once more' }));
    for (const state of states) expectAsMadeAnew({ ...stageInputs(at), cache }, state, window);
  });

  it('the way back to the current step shows what can be done there', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stageNames), doings, size, (stage, done, window) => {
        const inputs = inputsOf(stage);
        const state = [...statesOf(inputs, done)].at(-1)?.state ?? initialNotebookState;
        // Folded by hand, it stays folded.
        if (state.folds.size > 0) return;
        const back = updateNotebook(inputs, state, window, { message: 'move', move: 'current' });
        const { enterActs } = notebookView(inputs, back, window);
        expect(enterActs).toBe(window.columns >= 60 && window.rows >= 15);
      }),
      { numRuns: 80 },
    );
  });
});
