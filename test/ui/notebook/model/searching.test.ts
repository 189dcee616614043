import { describe, expect, it } from 'vitest';
import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import { notebookView, searchStanding } from '../../../../src/ui/notebook/model/notebook-page.ts';
import {
  initialNotebookState,
  type NotebookMessage,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { stageInputs, stages } from './stages.ts';

const size = { columns: 80, rows: 24 };
const next: NotebookMessage = { message: 'search-next' };

function after(inputs: NotebookInputs, ...messages: readonly NotebookMessage[]): NotebookState {
  return messages.reduce<NotebookState>(
    (state, message) => updateNotebook(inputs, state, size, message),
    initialNotebookState,
  );
}

describe('a search', () => {
  it('finds titles, prose and commands, from the focus on, and counts them', async () => {
    const inputs = stageInputs(await stages.ready());
    const found = after(inputs, { message: 'search', query: 'kubectl' });
    expect(found.search?.hit).toEqual({ cell: 'save', where: 'command', nth: 0 });
    expect(searchStanding(inputs, found)).toBe('1 of 4');
    expect(searchStanding(inputs, after(inputs, { message: 'search', query: 'kubectl' }, next, next))).toBe(
      '3 of 4',
    );
  });

  it('finds words of prose whatever emphasis they carry', async () => {
    const inputs = stageInputs(await stages.start());
    const found = after(inputs, { message: 'search', query: 'the release notes at' });
    expect(found.search?.hit).toEqual({ cell: 'before-you-start-1', where: 'prose', nth: 0 });
  });

  it('joins the ends, both ways', async () => {
    const inputs = stageInputs(await stages.ready());
    const search: NotebookMessage = { message: 'search', query: 'kubectl' };
    expect(searchStanding(inputs, after(inputs, search, { message: 'search-previous' }))).toBe('4 of 4');
    expect(searchStanding(inputs, after(inputs, search, next, next, next, next))).toBe('1 of 4');
  });

  it('shows every place with its match marked, in sight', async () => {
    const inputs = stageInputs(await stages.ready());
    let state = after(inputs, { message: 'search', query: 'kubectl' });
    for (let hit = 0; hit < 4; hit += 1) {
      const { page } = notebookView(inputs, state, size);
      const [, ...below] = page;
      const marks = below.flatMap((row) =>
        row.filter(({ tone }) => tone === 'match').map(({ text }) => text),
      );
      expect(marks).toContain('kubectl');
      state = updateNotebook(inputs, state, size, next);
    }
  });

  it('opens what is folded, and shows what a filter hides', async () => {
    const inputs = stageInputs(await stages.failed());
    const state = after(
      inputs,
      { message: 'filter', filter: 'failed' },
      { message: 'search', query: 'Grafana' },
    );
    expect(state.filter).toBe('failed');
    const hidden = after(
      inputs,
      { message: 'filter', filter: 'failed' },
      { message: 'search', query: 'get configmap' },
    );
    expect(hidden.filter).toBe('all');
    expect(notebookView(inputs, hidden, size).focus).toBe('save');
  });

  it('goes to outputs, where what they hold was searched', async () => {
    const inputs = stageInputs(await stages.failed(), { outputHits: new Map([['apply', 1200]]) });
    const found = after(inputs, { message: 'search', query: 'nowhere else' });
    expect(found.search?.hit).toEqual({ cell: 'apply', where: 'output', nth: 0 });
    expect(searchStanding(inputs, found)).toBe('1 of 1, 1,200 in outputs');
  });

  it('says that nothing was found, and ends', async () => {
    const inputs = stageInputs(await stages.start());
    const nothing = after(inputs, { message: 'search', query: '((' });
    expect(searchStanding(inputs, nothing)).toBe('not found');
    expect(after(inputs, { message: 'search', query: 'x' }, { message: 'close' }).search).toBeUndefined();
    expect(
      after(inputs, { message: 'search', query: 'x' }, { message: 'search', query: '' }).search,
    ).toBeUndefined();
  });
});
