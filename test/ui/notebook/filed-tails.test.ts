import { describe, expect, it } from 'vitest';
import { FiledTails } from '../../../src/ui/notebook/filed-tails.ts';
import { notebookView } from '../../../src/ui/notebook/model/notebook-page.ts';
import { initialNotebookState } from '../../../src/ui/notebook/model/notebook-state.ts';
import { trailOf } from '../../../src/ui/notebook/model/trail.ts';
import { line } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import {
  deployOpening,
  frameText,
  notebookInputs,
  openDeploy,
} from '../../fixtures/notebook/open-notebook.ts';
import { failing } from '../../fixtures/notebook/scripts.ts';
import { walkTo } from '../../fixtures/notebook/walk-deploy.ts';
import { fakeFiles } from '../../fixtures/run-context.ts';
import { must, type Opened, reopen, run } from '../../fixtures/session/open-session.ts';

const printed = `${Array.from({ length: 9 }, (_, at) => `line ${String(at + 1)}`).join('\n')}\n`;

/** A session whose step `apply` failed, opened again by another program, with this in the file of its output. */
async function resumed(content: string | undefined): Promise<Opened> {
  const before = await walkTo(await openDeploy({ scripts: failing }), 'apply');
  must(await run(before.session));
  const { state, deps } = before.session;
  const path = `${deps.journal.folder}/${state.lastOutput?.path ?? ''}`;
  const files = fakeFiles(content === undefined ? {} : { [path]: content });
  return reopen(before, deployOpening({ scripts: failing, ports: { files } }));
}

function tailsOf({ session }: Opened): { readonly tails: FiledTails; readonly changed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const trail = trailOf(session.deps.journal.records);
  return {
    tails: new FiledTails(session, { colour: false, trail: () => trail, changed: resolve }),
    changed: promise,
  };
}

describe('outputs of an earlier run of the program', () => {
  it('are wanted by the page that shows their step, and shown once they are read', async () => {
    const at = await resumed(printed);
    const view = (tails = notebookInputs(at.session).tails) =>
      notebookView(notebookInputs(at.session, { tails }), initialNotebookState, { columns: 80, rows: 40 });
    expect(view().unread).toEqual(['apply']);
    const { tails, changed } = tailsOf(at);
    tails.read(view().unread);
    await changed;
    const read = tails.with(new Map());
    expect(read.get('apply')?.lines.map(plainText)).toEqual([
      'line 5',
      'line 6',
      'line 7',
      'line 8',
      'line 9',
    ]);
    expect(read.get('apply')?.total).toBe(9);
    expect(frameText(view(read).page)).toContain('│ line 9');
    expect(view(read).unread).toEqual([]);
  });

  it('are read at their end only, and then nobody knows how many lines there are', async () => {
    const at = await resumed(`${'x'.repeat(99)}\n`.repeat(1000));
    const { tails, changed } = tailsOf(at);
    tails.read(['apply']);
    await changed;
    expect(tails.with(new Map()).get('apply')?.total).toBeUndefined();
    expect(tails.with(new Map()).get('apply')?.lines).toHaveLength(5);
  });

  it('give way to what the step prints now', async () => {
    const at = await resumed(printed);
    const { tails, changed } = tailsOf(at);
    tails.read(['apply']);
    await changed;
    const live = new Map([['apply', { lines: [line('new')], total: 1 }]]);
    expect(tails.with(live).get('apply')?.lines.map(plainText)).toEqual(['new']);
    must(await at.session.dispatch({ intent: 'continue', reason: 'known' }));
    expect(tails.with(new Map()).has('apply')).toBe(true);
    must(await at.session.dispatch({ intent: 'back', to: 'apply', reason: 'again' }));
    expect(tails.with(new Map()).get('apply')).toBeUndefined();
  });
});
