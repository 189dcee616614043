import { describe, expect, it } from 'vitest';
import { judgeMatrix, type Judged } from '../../../../src/steps/checks/decision/matrix.ts';
import { advanceTimer, type Timer } from '../../../../src/steps/checks/decision/timer.ts';

const minute = 60_000;

/** What the matrix says at this error rate; undefined: it is not known. */
function at(rate: number | undefined): Judged {
  return judgeMatrix(
    {
      migrationFailed: false,
      migration: '',
      health: { kind: 'known', value: { asked: 2, failing: [] } },
      down: { kind: 'known', value: [] },
      errorRate:
        rate === undefined ? { kind: 'unknown', observed: 'no series' } : { kind: 'known', value: rate },
      errorRates: { kind: 'known', value: new Map() },
    },
    { watch: 5, timer: 10, rollback: 20 },
  );
}

/** Looks once a minute until something is decided: the minute, and what. */
function walk(rates: readonly (number | undefined)[]): string {
  let timer: Timer | undefined;
  for (const [index, rate] of rates.entries()) {
    const advanced = advanceTimer(timer, at(rate), index * minute, 5 * minute);
    if (advanced.kind === 'waiting') timer = advanced.timer;
    else return `${String(index)}: ${advanced.kind === 'unknown' ? 'unknown' : advanced.fired.decision}`;
  }
  return 'waiting';
}

describe('the timer of the decision matrix', () => {
  it.each([
    ['rolls back when five minutes are over', [15, 15, 15, 15, 15, 15, 15], '5: rollback'],
    ['does not before', [15, 15, 15, 15, 15], 'waiting'],
    ['rolls back at once when it rises above', [15, 25], '1: rollback'],
    ['ends after two looks below', [15, 7, 7], '2: watch'],
    ['goes on after one look below, from its own start', [15, 15, 7, 15, 15, 15], '5: rollback'],
    ['ends calmly', [12, 1, 1], '2: none'],
    ['goes on over what is not known', [15, undefined, undefined, 15, 15, 15], '5: rollback'],
    [
      'can’t tell when nothing is known at its end',
      [15, 15, undefined, undefined, undefined, undefined],
      '5: unknown',
    ],
    ['is not needed below', [7], '0: watch'],
    ['is not needed above', [20], '0: rollback'],
    ['does not begin with what is not known', [undefined], '0: unknown'],
  ] as const)('%s', (_what, rates, end) => {
    expect(walk(rates)).toBe(end);
  });
});
