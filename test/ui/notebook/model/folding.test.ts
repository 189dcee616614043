import { describe, expect, it } from 'vitest';
import type { NotebookInputs } from '../../../../src/ui/notebook/model/notebook-inputs.ts';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import {
  initialNotebookState,
  type NotebookMessage,
  type NotebookState,
} from '../../../../src/ui/notebook/model/notebook-state.ts';
import { updateNotebook } from '../../../../src/ui/notebook/model/update-notebook.ts';
import { frameText } from '../../../fixtures/notebook/open-notebook.ts';
import { takeOn } from '../../../fixtures/notebook/walk-deploy.ts';
import { must, run } from '../../../fixtures/session/open-session.ts';
import { stageInputs, stages } from './stages.ts';

const size = { columns: 90, rows: 60 };

function after(inputs: NotebookInputs, ...messages: readonly NotebookMessage[]): NotebookState {
  return messages.reduce<NotebookState>(
    (state, message) => updateNotebook(inputs, state, size, message),
    initialNotebookState,
  );
}

function page(inputs: NotebookInputs, state = initialNotebookState): string {
  return frameText(notebookView(inputs, state, size).page);
}

describe('a step that is settled', () => {
  it('stays open until the next one is acted upon, where it ran something', async () => {
    const at = await stages.approval();
    expect(page(stageInputs(at))).toContain('✓ pass     exit code 0');
    await takeOn(at);
    expect(page(stageInputs(at))).not.toContain('exit code: exit code 0');
    expect(page(stageInputs(at))).toMatch(/✓ passed {8}6 Save the current state {2}exit code 0/);
  });

  it('folds to one line with its signer, and says where nobody else vouches', async () => {
    const inputs = stageInputs(await stages.asked());
    expect(page(inputs)).toMatch(/✓ unsigned {6}3 No incident is open {2}by olga *$/m);
  });

  it('opens by hand, and folds again', async () => {
    const inputs = stageInputs(await stages.ready());
    const open = after(inputs, { message: 'go-to', step: 'no-incident' }, { message: 'fold' });
    expect(page(inputs, open)).toContain('signed     by olga at 10:01:03Z, unsigned');
    const folded = updateNotebook(inputs, open, size, { message: 'fold' });
    expect(page(inputs, folded)).not.toContain('10:01:03Z');
  });

  it('that was folded by hand opens again once its status changes', async () => {
    const at = await stages.ready();
    const folded = after(stageInputs(at), { message: 'fold' });
    expect(page(stageInputs(at), folded)).not.toContain('verifies');
    must(await run(at.session));
    expect(page(stageInputs(at), folded)).toContain('✓ pass     exit code');
  });
});

describe('folding all', () => {
  it('folds all but the current one, then opens all, then is as it was', async () => {
    const inputs = stageInputs(await stages.ready());
    const all: NotebookMessage = { message: 'fold-all' };
    expect(page(inputs, after(inputs, all))).not.toContain('      ./smoke-test.sh');
    expect(page(inputs, after(inputs, all))).toContain('verifies   exit code 0');
    expect(page(inputs, after(inputs, all, all))).toContain('undone by  the runbook rollback');
    expect(page(inputs, after(inputs, all, all, all))).toBe(page(inputs));
  });
});

describe('a filter', () => {
  it('shows what it lets through with the count, and says how one gets out', async () => {
    const inputs = stageInputs(await stages.failed());
    const shown = page(inputs, after(inputs, { message: 'filter' }));
    expect(shown).toMatch(/^ only failed: 1 of 13 steps .* Esc all steps$/m);
    expect(shown).not.toContain('No incident is open');
  });

  it('says that it lets nothing through, and which key shows all', async () => {
    const inputs = stageInputs(await stages.start());
    const shown = page(inputs, after(inputs, { message: 'filter', filter: 'skipped' }));
    expect(shown).toContain('No step was skipped.');
    expect(shown).toContain('Esc shows all steps.');
  });

  it('is taken off by closing, and by jumping to a step that it hides', async () => {
    const inputs = stageInputs(await stages.failed());
    const filter: NotebookMessage = { message: 'filter', filter: 'failed' };
    expect(after(inputs, filter, { message: 'close' }).filter).toBe('all');
    expect(after(inputs, filter, { message: 'go-to', step: 'qa' })).toMatchObject({
      filter: 'all',
      place: { place: 'cell', cell: 'qa' },
    });
  });
});
