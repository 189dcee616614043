import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';

describe('exit codes', () => {
  it('are a promise to scripts', () => {
    expect(Object.fromEntries(Object.entries(exitCodes).map(([name, { code }]) => [name, code]))).toEqual({
      completed: 0,
      failed: 1,
      usage: 2,
      personNeeded: 3,
      aborted: 4,
      logUnwritable: 5,
    });
  });
});
