import { describe, expect, it } from 'vitest';
import type { Signoff, StepState } from '../../../src/session/state.ts';
import { statusDetail } from '../../../src/ui/describe/status.ts';

function approval(name: string, decision: Signoff['decision']): Signoff {
  const step = { id: 'approve', attempt: 1 };
  return {
    type: 'signoff',
    step,
    kind: 'approve',
    decision,
    name,
    shown: '',
    evidence: [],
    settles: false,
  };
}

function pending(...signoffs: readonly Signoff[]): StepState {
  return { status: { status: 'pending' }, attempts: 1, signoffs };
}

function continued(cause: 'annotation' | 'person', reason: string): StepState {
  return {
    status: { status: 'continued', attempt: 1, cause, reason, summary: '2 of 3 targets are up' },
    attempts: 1,
    signoffs: [],
  };
}

describe('what there is to say of a step that waits', () => {
  it('names who has approved where one more is wanted', () => {
    expect(statusDetail(pending(approval('Ada', 'yes')))).toBe('approved by Ada, more are wanted');
  });

  it('says nothing where nobody has, or somebody said no', () => {
    expect(statusDetail(pending())).toBe('');
    expect(statusDetail(pending(approval('Ada', 'no')))).toBe('');
  });
});

describe('what there is to say of a step that failed, and the session went on', () => {
  it('is what failed where the runbook says so, and the reason where a person decided it', () => {
    expect(statusDetail(continued('annotation', 'on-failure: continue'))).toBe('2 of 3 targets are up');
    expect(statusDetail(continued('person', 'known fault'))).toBe('known fault');
  });
});
