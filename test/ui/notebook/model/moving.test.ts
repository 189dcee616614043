import { describe, expect, it } from 'vitest';
import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import {
  initialNotebookState,
  type Move,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { frameText } from '../../../fixtures/notebook/open-notebook.ts';
import { takeOn } from '../../../fixtures/notebook/walk-deploy.ts';
import { stageInputs, stages } from './stages.ts';

const size = { columns: 80, rows: 24 };

function moved(inputs: NotebookInputs, moves: readonly Move[], from = initialNotebookState): NotebookState {
  return moves.reduce<NotebookState>(
    (state, move) => updateNotebook(inputs, state, size, { message: 'move', move }),
    from,
  );
}

function pageText(inputs: NotebookInputs, state: NotebookState, at = size): string {
  return frameText(notebookView(inputs, state, at).page);
}

function focusOf(inputs: NotebookInputs, state: NotebookState): string | undefined {
  return notebookView(inputs, state, size).focus;
}

describe('the focus', () => {
  it('follows the current step as the session goes on', async () => {
    const at = await stages.ready();
    expect(focusOf(stageInputs(at), initialNotebookState)).toBe('save');
    await takeOn(at);
    expect(focusOf(stageInputs(at), initialNotebookState)).toBe('go');
  });

  it('stays where the operator has gone to, and the header says so, until they come back', async () => {
    const at = await stages.ready();
    const away = moved(stageInputs(at), ['next-step', 'next-step']);
    await takeOn(at);
    const inputs = stageInputs(at);
    expect(focusOf(inputs, away)).toBe('apply');
    const { header, enterActs } = notebookView(inputs, away, size);
    expect(frameText(header)).toContain('▾ you are looking at step 8; the session is at step 7 (.)');
    expect(enterActs).toBe(false);
    expect(focusOf(inputs, moved(inputs, ['current'], away))).toBe('go');
  });

  it('goes to the next step and back to the one before, and stays at the ends', async () => {
    const inputs = stageInputs(await stages.ready());
    expect(focusOf(inputs, moved(inputs, ['next-step']))).toBe('go');
    expect(focusOf(inputs, moved(inputs, ['next-step', 'previous-step', 'previous-step']))).toBe('migration');
    expect(focusOf(inputs, moved(inputs, ['first', 'previous-step']))).toBe('before-you-start-1');
    expect(focusOf(inputs, moved(inputs, ['last', 'next-step']))).toBeUndefined();
  });

  it('goes from heading to heading', async () => {
    const inputs = stageInputs(await stages.ready());
    const focus = (...moves: readonly Move[]): string | undefined => focusOf(inputs, moved(inputs, moves));
    expect(focus('next-section')).toBe('go');
    expect(focus('next-section', 'next-section')).toBe('apply');
    expect(focus('next-section', 'next-section', 'next-step', 'previous-section')).toBe('apply');
    expect(focus('next-section', 'previous-section')).toBe('save');
    expect(focus('first', 'previous-section')).toBe('before-you-start-1');
    expect(focus('next-section', 'next-section', 'next-section', 'next-section', 'next-section')).toBe(
      focus('next-section', 'next-section', 'next-section', 'next-section'),
    );
  });

  it('comes back when the step that was being read is run', async () => {
    const at = await stages.ready();
    const reading = moved(stageInputs(at), ['line-down', 'line-down']);
    expect(reading.place.place).toBe('row');
    await takeOn(at);
    expect(focusOf(stageInputs(at), reading)).toBe('go');
  });
});

describe('the page', () => {
  it('goes down by a line and up again', async () => {
    const inputs = stageInputs(await stages.ready());
    const start = moved(inputs, ['page-down']);
    const there = moved(inputs, ['line-down', 'line-down', 'line-down', 'line-up'], start);
    // The first row may be the head of what is scrolled; the gutter goes with the row that is read.
    const rows = (state: NotebookState): readonly string[] =>
      pageText(inputs, state)
        .split('\n')
        .slice(1)
        .map((row) => row.slice(2));
    expect(rows(there).slice(0, -2)).toEqual(rows(start).slice(2));
    expect(pageText(inputs, moved(inputs, ['line-up', 'line-up'], there))).toBe(pageText(inputs, start));
  });

  it('is full at both ends of the runbook', async () => {
    const inputs = stageInputs(await stages.ready());
    expect(pageText(inputs, moved(inputs, ['last']))).toMatch(/end of the runbook, 5 of 13 steps done ───$/);
    expect(pageText(inputs, moved(inputs, ['last', 'first']))).toMatch(/^▸ ✓ unsigned {6}1 /);
  });

  it.each([40, 61, 66, 100, 140])(
    'keeps the row that is read in sight in a window of %i columns',
    async (columns) => {
      const inputs = stageInputs(await stages.failed());
      let state = moved(inputs, ['line-up', 'line-up']);
      const marked = (at = size): string =>
        pageText(inputs, state, at)
          .split('\n')
          .find((row) => row.startsWith('▸ ')) ?? '';
      for (let row = 0; row < 40 && !marked().includes('undone by'); row += 1)
        state = moved(inputs, ['line-up'], state);
      expect(marked()).toContain('undone by');
      const again = notebookView(inputs, state, { columns: Math.max(60, columns), rows: 30 });
      expect(frameText(again.page)).toContain('undone by');
    },
  );
});
