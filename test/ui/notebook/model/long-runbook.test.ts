import { beforeAll, describe, expect, it } from 'vitest';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import {
  initialNotebookState,
  type NotebookMessage,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { plainProse } from '../../../../src/ui/text/prose/plain-prose.ts';
import { longRunbook } from '../../../fixtures/notebook/long-runbook.ts';
import { notebookInputs } from '../../../fixtures/notebook/open-notebook.ts';
import { type Opened, openSession } from '../../../fixtures/session/open-session.ts';

const size = { columns: 120, rows: 40 };
const down: NotebookMessage = { message: 'move', move: 'page-down' };
let opened: Opened;

beforeAll(async () => {
  opened = await openSession(longRunbook(2000));
});

/** Inputs that count how often prose is rendered: once for each cell that has some and was not kept. */
function counted(): { readonly inputs: NotebookInputs; readonly rendered: () => number } {
  let rendered = 0;
  const inputs = notebookInputs(opened.session, {
    prose: (markdown, columns, said) => {
      rendered += 1;
      return plainProse(markdown, columns, said);
    },
  });
  return { inputs, rendered: () => rendered };
}

function after(inputs: NotebookInputs, messages: readonly NotebookMessage[]): NotebookState {
  return messages.reduce<NotebookState>(
    (state, message) => updateNotebook(inputs, state, size, message),
    initialNotebookState,
  );
}

describe('a runbook of 2,000 steps', () => {
  it.each<[string, string | undefined, readonly NotebookMessage[]]>([
    ['at its beginning', 'part-0.step-0', []],
    ['at its end', undefined, [{ message: 'move', move: 'last' }]],
    ['at a step in its midst', 'part-2.step-1000', [{ message: 'go-to', step: 'part-2.step-1000' }]],
  ])('renders no more than what is on the page, %s', (_where, looked, messages) => {
    const { inputs, rendered } = counted();
    const { focus } = notebookView(inputs, after(inputs, messages), size);
    expect(rendered()).toBeLessThan(8);
    expect(focus).toBe(looked);
  });

  it('renders nothing anew for a page that was shown before', () => {
    const { inputs, rendered } = counted();
    const state = after(inputs, [down, down, down]);
    notebookView(inputs, state, size);
    const before = rendered();
    notebookView(inputs, state, size);
    notebookView(inputs, updateNotebook(inputs, state, size, { message: 'move', move: 'line-up' }), size);
    expect(rendered()).toBe(before);
  });

  it('gives a frame in a few milliseconds, wherever one is', () => {
    const { inputs } = counted();
    let state = after(inputs, [{ message: 'go-to', step: 'part-3.step-1500' }]);
    const times = Array.from({ length: 60 }, () => {
      const start = performance.now();
      state = updateNotebook(inputs, state, size, down);
      notebookView(inputs, state, size);
      return performance.now() - start;
    }).toSorted((one, other) => one - other);
    expect(times[30]).toBeLessThan(8);
  });
});
