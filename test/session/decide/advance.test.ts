import { describe, expect, it } from 'vitest';
import { shellStep } from '../../fixtures/session/plan.ts';
import { walkOf } from '../../fixtures/session/walk.ts';

describe('arriving at a step', () => {
  it('skips it where its condition does not hold, with the values that were read', () => {
    const walk = walkOf(shellStep('id: a, when: { value: way, equals: b }'), {
      started: { params: { way: 'a' } },
    });
    expect(walk.act({ intent: 'advance' })).toEqual([
      {
        type: 'step.skipped',
        id: 'a',
        cause: 'when',
        reason: 'its condition does not hold',
        inputs: { way: 'a' },
      },
    ]);
    expect(walk.act({ intent: 'advance' })).toEqual([{ type: 'session.ended', outcome: 'completed' }]);
  });

  it('waits where a value is missing, and where it holds', () => {
    for (const params of [{}, { way: 'b' }]) {
      const walk = walkOf(shellStep('id: a, when: { value: way, equals: b }'), { started: { params } });
      expect(walk.act({ intent: 'advance' })).toEqual([]);
    }
  });

  it('never skips a step that has been tried, whatever its condition says now', () => {
    const walk = walkOf(shellStep('id: a, when: { value: way, equals: b }'), {
      started: { params: { way: 'b' } },
    });
    walk.finish('failed', { captures: { way: 'a' } });
    expect(walk.act({ intent: 'advance' })).toEqual([]);
  });
});
