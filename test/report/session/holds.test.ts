import { describe, expect, it } from 'vitest';
import { describeSession } from '../../../src/report/session/describe-session.ts';
import { sessionAsJson } from '../../../src/report/session/json.ts';
import { sessionAsText } from '../../../src/report/session/text.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { walkOf } from '../../fixtures/session/walk.ts';

const hold = 'lock teei-runbook';
const opens = {
  key: hold,
  what: 'the lock teei-runbook of teei-production',
  kind: 'action',
  config: { action: 'lock.acquire', with: {} },
};

/** The report on a session that has taken a lock, after these events more. */
function reportAfter(...events: readonly SessionEvent[]): { readonly text: string; readonly json: string } {
  const walk = walkOf(yamlStep('kind: action', 'id: lock', 'action: lock.acquire') + shellStep('id: change'));
  walk.finish('passed', { opens });
  walk.log(...events);
  const session = describeSession(walk.records);
  if (session === undefined) throw new Error('there is no session');
  const style = { width: 200, paint: (_: string, text: string) => text };
  return { text: sessionAsText(session, style), json: sessionAsJson(session) };
}

describe('the report on a session that holds a lock', () => {
  it('says that it holds it, and since when', () => {
    const { text, json } = reportAfter();
    expect(text).toMatch(/^holds +the lock teei-runbook of teei-production, since 2026-03-02 10:00:00 UTC$/m);
    expect(JSON.parse(json)).toMatchObject({ holds: [{ key: hold, step: 'lock', status: 'held' }] });
  });

  it('says that it was lost, how, and what to do', () => {
    const { text } = reportAfter({ type: 'hold.lost', hold, observed: 'bob holds it', next: 'ask bob' });
    expect(text).toMatch(/^lost +the lock teei-runbook of teei-production: bob holds it: ask bob$/m);
    expect(text).toContain('✗ lost the lock teei-runbook: bob holds it');
  });

  it('says that it was given up, in the timeline alone', () => {
    const { text } = reportAfter(
      { type: 'hold.releasing', hold },
      { type: 'hold.released', hold, result: 'released', observed: 'nobody holds it now' },
    );
    expect(text).toContain('gave up the lock teei-runbook: nobody holds it now');
    expect(text).not.toMatch(/^(?:holds|still held) /m);
  });

  it('says loudly that it could not be given up', () => {
    const { text } = reportAfter(
      { type: 'hold.releasing', hold },
      { type: 'hold.released', hold, result: 'failed', observed: 'no route', next: 'free it by hand' },
    );
    expect(text).toMatch(
      /^still held +the lock teei-runbook of teei-production: no route: free it by hand$/m,
    );
    expect(text).toContain('✗ could not give up the lock teei-runbook: no route');
  });
});
