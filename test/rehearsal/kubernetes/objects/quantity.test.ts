import { describe, expect, it } from 'vitest';
import { canonicalQuantity, quantityOf } from '../../../../src/rehearsal/kubernetes/objects/quantity.ts';

describe('quantities', () => {
  it.each([
    ['250m', 0.25],
    ['1', 1],
    ['1Mi', 1048576],
    ['1.5Gi', 1610612736],
    ['100k', 100_000],
    ['1e3', 1000],
    ['2E', 2e18],
    ['.5', 0.5],
  ])('reads %s', (text, number) => {
    expect(quantityOf(text)).toBeCloseTo(number);
  });

  it.each(['', 'x', '1 Mi', '1mi', 'Mi'])('takes %j for none', (text) => {
    expect(quantityOf(text)).toBeUndefined();
  });

  it('keeps a canonical form, and leaves alone what is no quantity', () => {
    expect(canonicalQuantity('1024Mi')).toBe('1Gi');
    expect(canonicalQuantity('lots')).toBe('lots');
  });
});
