import { describe, expect, it } from 'vitest';
import { isClaimable } from '../../../src/session/log/claims.ts';

describe('a path that the log names', () => {
  it('may lie in the folders that hold what a session keeps', () => {
    expect(['outputs/ab', 'steps/a%2Fb/1/x/y', 'runbook/ab.md', 'torn/1-ab'].every(isClaimable)).toBe(true);
  });

  it('can’t lead anywhere else (42)', () => {
    const others = [
      '',
      'outputs',
      'outputs/',
      '/outputs/x',
      'outputs/../lock',
      'steps//x',
      'lock',
      'steps/./x',
      'steps/a\0',
    ];
    expect(others.filter(isClaimable)).toEqual([]);
  });
});
