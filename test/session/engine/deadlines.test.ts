import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/session/evolve.ts';
import { watchDeadlines } from '../../../src/ui/notebook/attention.ts';
import { notebookView } from '../../../src/ui/notebook/model/notebook-page.ts';
import { initialNotebookState } from '../../../src/ui/notebook/model/notebook-state.ts';
import { frameText, notebookInputs } from '../../fixtures/notebook/open-notebook.ts';
import { must, type Opened, openSession, reopen, run } from '../../fixtures/session/open-session.ts';
import { yamlStep } from '../../fixtures/session/plan.ts';

const text =
  yamlStep('kind: ask', 'id: what', 'question: What is it?', 'asks: { what: {} }') +
  yamlStep('kind: action', 'id: start', 'action: clock.start', 'with: { within: 15 }') +
  yamlStep('kind: action', 'id: stop', 'action: clock.stop') +
  '- [ ] Told\n';

async function ticking(): Promise<Opened> {
  const opened = await openSession({ text });
  must(await opened.session.dispatch({ intent: 'answer', values: { what: 'x' }, secrets: [] }));
  must(await run(opened.session));
  return opened;
}

function header({ session }: Opened, columns: number): string {
  const inputs = notebookInputs(session);
  return frameText(notebookView(inputs, initialNotebookState, { columns, rows: 24 }).header);
}

describe('a deadline of a session', () => {
  it('is in its state and in its log, from which it comes back', async () => {
    const opened = await ticking();
    const { session, journal } = opened;
    const [deadline] = session.state.deadlines.values();
    expect(deadline).toMatchObject({ key: 'response', label: 'respond', step: 'start' });
    expect(replay(journal.records)?.deadlines).toEqual(session.state.deadlines);
    const again = await reopen(opened, { text });
    expect([...again.session.state.deadlines.keys()]).toEqual(['response']);
  });

  it.each([80, 120])(
    'is in the header, %i columns wide, while there is time and after it',
    async (columns) => {
      const opened = await ticking();
      expect(header(opened, columns)).toContain('respond within 15:00');
      opened.clock.advance(149_500);
      expect(header(opened, columns)).toContain('respond within 12:31');
      opened.clock.advance(940_500);
      expect(header(opened, columns)).toContain('respond over by 3:10');
    },
  );

  it('calls the operator once when it is over', async () => {
    const { session, clock } = await ticking();
    const calls: string[] = [];
    const look = watchDeadlines(session, { attention: (message) => void calls.push(message) });
    look();
    expect(calls).toEqual([]);
    clock.advance(901_000);
    look();
    look();
    expect(calls).toEqual(['The time is over: respond over by 0:01']);
  });

  it('is gone when the step is reached that stops it', async () => {
    const opened = await ticking();
    must(await run(opened.session));
    expect(opened.session.state.deadlines.size).toBe(0);
    expect(opened.session.state.values.get('in-time')?.value).toBe(true);
    expect(header(opened, 120)).not.toContain('respond');
  });

  it('is gone when one goes back to before it', async () => {
    const { session } = await ticking();
    must(await session.dispatch({ intent: 'back', to: 'what', reason: 'another severity' }));
    expect(session.state.deadlines.size).toBe(0);
  });
});
