import { describe, expect, it } from 'vitest';
import type { NotebookMessage } from '../../../../src/ui/notebook/model/notebook-state.ts';
import { initialNotebookState } from '../../../../src/ui/notebook/model/notebook-state.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { frameText } from '../../../fixtures/notebook/open-notebook.ts';
import { must, type Opened } from '../../../fixtures/session/open-session.ts';
import { stageInputs, stages } from './stages.ts';

const size = { columns: 90, rows: 40 };

/** The rows of the page that begin with this mark and status. */
function rowsOf(at: Opened, status: string, ...messages: readonly NotebookMessage[]): readonly string[] {
  const inputs = stageInputs(at);
  const state = messages.reduce(
    (before, each) => updateNotebook(inputs, before, size, each),
    initialNotebookState,
  );
  const rows = frameText(notebookView(inputs, state, size).page).split('\n');
  return rows.map((row) => row.replace(/^[│ ] */, '')).filter((row) => row.startsWith(status));
}

describe('a step on one line', () => {
  it('says who skipped it, and why', async () => {
    const at = await stages.ready();
    must(await at.session.dispatch({ intent: 'skip', reason: 'nothing runs yet' }));
    expect(rowsOf(at, '- skipped')).toEqual([
      '- skipped       6 Save the current state  by olga: nothing runs yet',
    ]);
  });

  it('says of an interrupted one since when, and that its end is not known', async () => {
    const [row] = rowsOf(await stages.interrupted(), '! interrupted', { message: 'fold' });
    expect(row).toMatch(/^! interrupted +8 kubectl apply .*… +started at \d\d:\d\d:\d\dZ, nobody/);
  });

  it('says by whom it was said to be done', async () => {
    const at = await stages.interrupted();
    must(
      await at.session.dispatch({
        intent: 'resolve',
        resolution: 'done',
        reason: 'the pods are new',
        alive: false,
        files: [],
      }),
    );
    expect(rowsOf(at, '✓ said done', { message: 'fold-all' })[0]).toContain('by olga: the pods are new');
  });

  it('keeps room for the result and the time behind a long title', async () => {
    const at = await stages.failed();
    must(await at.session.dispatch({ intent: 'continue', reason: 'a known flake' }));
    expect(rowsOf(at, '✗ FAILED', { message: 'fold-all' })[0]).toMatch(
      /kubectl apply .*… +a known flake +0 ms$/,
    );
  });

  it('says who answered', async () => {
    expect(rowsOf(await stages.ready(), '✓ answered')[0]).toContain('migration = compatible, by olga');
  });
});
