import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../src/session/intents.ts';
import { shellStep } from '../../fixtures/session/plan.ts';
import { refusal, resumedEvent, runByPerson, walkOf, type Walk } from '../../fixtures/session/walk.ts';

const text = shellStep('id: a');

const endings: readonly Intent[] = [
  { intent: 'pause', reason: 'lunch' },
  { intent: 'hand-over', to: 'Rita', note: 'night shift' },
  { intent: 'abort', reason: 'wrong release' },
  { intent: 'give-up', reason: 'can’t be helped' },
];

describe('leaving a session', () => {
  it('pausing and handing over leave it open to a resume', () => {
    const walk = walkOf(text);
    walk.act({ intent: 'pause', reason: 'lunch' });
    expect(walk.state.phase).toEqual({ phase: 'paused', reason: 'lunch' });
    resume(walk);
    expect(walk.state.phase).toEqual({ phase: 'open' });
    walk.act({ intent: 'hand-over', to: ' Rita ', note: 'night shift' });
    expect(walk.state.phase).toMatchObject({ phase: 'paused', handedTo: { to: 'Rita' } });
  });

  it.each(['abort', 'give-up'] as const)('%s ends it for good, with its reason', (intent) => {
    const walk = walkOf(text);
    walk.act({ intent, reason: ' wrong release ' });
    const outcome = intent === 'abort' ? 'aborted' : 'failed';
    expect(walk.state.phase).toEqual({ phase: 'ended', outcome, reason: 'wrong release' });
  });

  it.each<[string, Intent, string]>([
    ['abort without a reason', { intent: 'abort', reason: ' ' }, 'session/no-reason'],
    ['giving up without a reason', { intent: 'give-up', reason: '' }, 'session/no-reason'],
    ['a handover to nobody', { intent: 'hand-over', to: ' ', note: '' }, 'session/no-name'],
    ['an empty note', { intent: 'note', text: ' ' }, 'session/no-reason'],
  ])('refuses %s', (_what, intent, code) => {
    expect(refusal(walkOf(text).decide(intent))).toBe(code);
  });

  it.each(endings)('refuses to $intent while a step runs', (intent) => {
    const walk = walkOf(text);
    walk.act(runByPerson);
    expect(refusal(walk.decide(intent))).toBe('session/running');
  });

  it.each(endings)('can $intent while it stands at an interrupted step', (intent) => {
    const walk = walkOf(text);
    walk.act(runByPerson);
    resume(walk);
    expect(walk.decide(intent).ok).toBe(true);
  });
});

const everyIntent: readonly Intent[] = [
  ...endings,
  runByPerson,
  { intent: 'advance' },
  { intent: 'attest', decision: 'yes', shown: 'x' },
  { intent: 'approve', decision: 'yes', name: 'Rita', shown: 'x' },
  { intent: 'answer', values: {}, secrets: [] },
  { intent: 'choose', value: 'x' },
  { intent: 'skip', reason: 'x' },
  { intent: 'start-from', step: 'a' },
  { intent: 'continue', reason: 'x' },
  { intent: 'back', to: 'a', reason: 'x' },
  { intent: 'recover', reason: 'x' },
  { intent: 'resolve', resolution: 'done', reason: 'x', alive: false, files: [] },
];

describe('a session that has ended', () => {
  it.each(everyIntent)('refuses to $intent', (intent) => {
    const walk = walkOf(text);
    walk.act({ intent: 'abort', reason: 'x' });
    expect(refusal(walk.decide(intent))).toBe('session/ended');
  });

  it('still takes a note', () => {
    const walk = walkOf(text);
    walk.act({ intent: 'abort', reason: 'x' });
    walk.act({ intent: 'note', text: 'it was the proxy' });
    expect(walk.state.notes).toEqual([
      { time: '2026-03-02T10:00:00.000Z', actor: 'olga', text: 'it was the proxy' },
    ]);
  });
});

describe('a session that is paused or handed over', () => {
  it.each(everyIntent)('refuses to $intent until it is resumed', (intent) => {
    const walk = walkOf(text);
    walk.act({ intent: 'hand-over', to: 'Rita', note: '' });
    expect(refusal(walk.decide(intent))).toBe('session/paused');
  });

  it('takes a note', () => {
    const walk = walkOf(text);
    walk.act({ intent: 'pause', reason: 'lunch' });
    expect(walk.decide({ intent: 'note', text: 'x' }).ok).toBe(true);
  });
});

function resume(walk: Walk): void {
  walk.log(resumedEvent);
}
