import { describe, expect, it } from 'vitest';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { failed, interrupted, passed, started } from '../../fixtures/session/stages.ts';
import { refusal, walkOf, type Walk } from '../../fixtures/session/walk.ts';

const three = shellStep('id: a') + shellStep('id: b') + shellStep('id: c');
const approval = yamlStep('kind: approval', 'id: go', 'role: qa');

describe('skipping', () => {
  it('passes over the current step and keeps the reason', () => {
    const walk = walkOf(three);
    expect(walk.act({ intent: 'skip', reason: ' done by hand ' })).toEqual([
      { type: 'step.skipped', id: 'a', cause: 'person', reason: 'done by hand' },
    ]);
    expect(walk.current).toBe('b');
  });

  it('of what failed is going on after a failure: the session can’t be completed any more', () => {
    const walk = walkOf(shellStep('id: a') + shellStep('id: b'));
    walk.finish('failed');
    walk.act({ intent: 'skip', reason: 'known' });
    expect(walk.step('a').status.status).toBe('continued');
    expect(walk.current).toBe('b');
    walk.finish('passed');
    walk.act({ intent: 'advance' });
    expect(walk.state.phase).toEqual({
      phase: 'ended',
      outcome: 'failed',
      reason: 'went on after a failure of a',
    });
  });

  it('is no way past a failure that must stop the session', () => {
    const walk = walkOf(shellStep('id: a, on-failure: stop') + shellStep('id: b'));
    walk.finish('failed');
    expect(refusal(walk.decide({ intent: 'skip', reason: 'known' }))).toBe('session/required');
  });

  it.each<[string, Walk, string, string]>([
    ['without a reason', walkOf(three), ' ', 'session/no-reason'],
    ['a required step', walkOf(shellStep('id: a, required: true')), 'x', 'session/required'],
    ['an approval', walkOf(approval), 'x', 'session/required'],
    ['what is running', started(walkOf(three)), 'x', 'session/running'],
    ['what was interrupted', interrupted(walkOf(three)), 'x', 'session/interrupted'],
    ['after the last step', passed(walkOf(shellStep('id: a')), 1), 'x', 'session/at-end'],
  ])('is refused %s', (_what, walk, reason, code) => {
    expect(refusal(walk.decide({ intent: 'skip', reason }))).toBe(code);
  });
});

describe('starting from a later step', () => {
  it('records the earlier ones as skipped', () => {
    const walk = walkOf(three);
    walk.act({ intent: 'start-from', step: 'c' });
    expect(walk.step('a').status).toEqual({ status: 'skipped', cause: 'from', reason: 'started from c' });
    expect(walk.current).toBe('c');
  });

  it('leaves alone what a condition has skipped before', () => {
    const walk = walkOf(
      shellStep('id: a, when: { value: way, equals: b }') + three.replaceAll('id: a', 'id: z'),
      {
        started: { params: { way: 'a' } },
      },
    );
    walk.act({ intent: 'advance' });
    walk.act({ intent: 'start-from', step: 'b' });
    expect(walk.step('a').status).toMatchObject({ cause: 'when' });
    expect(walk.current).toBe('b');
  });

  it.each<[string, Walk, string, string]>([
    ['an unknown step', walkOf(three), 'd', 'session/no-such-step'],
    ['over a required step', walkOf(shellStep('id: z, required: true') + three), 'b', 'session/required'],
    ['over an approval', walkOf(approval + three), 'b', 'session/required'],
    ['once a step has started', passed(walkOf(three), 1), 'c', 'session/not-at-start'],
    ['while a step runs', started(walkOf(three)), 'c', 'session/not-at-start'],
  ])('is refused: %s', (_what, walk, step, code) => {
    expect(refusal(walk.decide({ intent: 'start-from', step }))).toBe(code);
  });
});

describe('going on after a failure', () => {
  it('records who did, and the session then ends as failed', () => {
    const walk = failed(shellStep('id: a'));
    expect(walk.act({ intent: 'continue', reason: 'known flake' })).toEqual([
      { type: 'step.continued', step: { id: 'a', attempt: 1 }, cause: 'person', reason: 'known flake' },
    ]);
    expect(walk.act({ intent: 'advance' })).toEqual([
      { type: 'session.ended', outcome: 'failed', reason: 'went on after a failure of a' },
    ]);
  });

  it('says where the runbook itself goes on', () => {
    const walk = failed(shellStep('id: a, on-failure: continue'));
    expect(walk.act({ intent: 'continue', reason: 'x' })[0]).toMatchObject({ cause: 'annotation' });
  });

  it('takes an inconclusive verification', () => {
    const walk = walkOf(yamlStep('kind: verify', 'id: see', 'check: file', 'with: { path: /x }'));
    walk.finish('inconclusive');
    expect(walk.act({ intent: 'continue', reason: 'looked myself' })[0]).toMatchObject({
      type: 'step.continued',
    });
  });

  it.each<[string, Walk, string, string]>([
    ['what has not failed', walkOf(three), 'x', 'session/not-failed'],
    ['after the last step', passed(walkOf(shellStep('id: a')), 1), 'x', 'session/not-failed'],
    ['without a reason', failed(three), '', 'session/no-reason'],
    ['where the runbook stops', failed(shellStep('id: a, on-failure: stop')), 'x', 'session/required'],
    ['a required step', failed(shellStep('id: a, required: true')), 'x', 'session/required'],
    ['an approval that was refused', refusedApproval(), 'x', 'session/required'],
  ])('is refused: %s', (_what, walk, reason, code) => {
    expect(refusal(walk.decide({ intent: 'continue', reason }))).toBe(code);
  });
});

describe('recovering by another runbook', () => {
  const text = shellStep('id: a, on-failure: { runbook: rollback }') + shellStep('id: b');
  const library = {
    rollback: shellStep('id: undo, on-failure: { runbook: rollback }') + shellStep('id: last'),
  };

  it('walks its steps instead of the rest, and ends as rolled back', () => {
    const walk = walkOf(text, { library });
    walk.finish('failed');
    expect(walk.act({ intent: 'recover', reason: 'undo it' })).toEqual([
      { type: 'branch.entered', branch: 'rollback', from: 'a', reason: 'undo it' },
    ]);
    expect(walk.current).toBe('rollback.undo');
    walk.finish();
    walk.finish();
    expect(walk.act({ intent: 'advance' })[0]).toMatchObject({
      type: 'session.ended',
      outcome: 'rolled-back',
    });
    expect(walk.state.phase).toMatchObject({ phase: 'ended', outcome: 'rolled-back' });
  });

  it('is not entered from within itself', () => {
    const walk = walkOf(text, { library });
    walk.finish('failed');
    walk.act({ intent: 'recover', reason: 'x' });
    walk.finish('failed');
    expect(refusal(walk.decide({ intent: 'recover', reason: 'x' }))).toBe('session/in-branch');
  });

  it.each<[string, Walk, string]>([
    ['nothing has failed', walkOf(text, { library }), 'session/not-failed'],
    ['the step names no runbook', failed(three), 'session/no-branch'],
  ])('is refused where %s', (_what, walk, code) => {
    expect(refusal(walk.decide({ intent: 'recover', reason: 'x' }))).toBe(code);
  });
});

function refusedApproval(): Walk {
  const walk = walkOf(approval, { inventory: { approvals: { unsigned: 'allowed' } } });
  walk.act({ intent: 'approve', decision: 'no', name: 'Rita', shown: 'x' });
  return walk;
}
