import { assert, constantFrom, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountOf,
  amountText,
  canonicalQuantity,
  noAmount,
  sumOf,
} from '../../../../src/rehearsal/kubernetes/objects/amount.ts';
import { quantityOf } from '../../../../src/rehearsal/kubernetes/objects/quantity.ts';

function written(text: string): string {
  return amountText(amountOf(text) ?? noAmount);
}

function sum(...all: readonly string[]): string {
  return amountText(all.map((one) => amountOf(one) ?? noAmount).reduce(sumOf, noAmount));
}

const quantity = tuple(
  nat(99_999),
  constantFrom('', '.5', '.125'),
  constantFrom('m', '', 'k', 'M', 'Ki', 'Mi', 'Gi'),
).map((parts) => parts.join(''));

describe('amounts', () => {
  it.each([
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000m', '1'],
    ['0.5', '500m'],
    [0.5, '500m'],
    [2, '2'],
    ['0', '0'],
    ['0Mi', '0'],
    ['512', '512'],
    ['0.5Ki', '512'],
    ['5000', '5k'],
    ['1e3', '1e3'],
    ['12e2', '1200'],
    ['-2000m', '-2'],
    ['1.0000000001', '1000000001n'],
  ])('%s is kept as %s', (sent, kept) => {
    expect(canonicalQuantity(sent)).toBe(kept);
  });

  it('leaves alone what is no quantity', () => {
    expect(canonicalQuantity('lots')).toBe('lots');
    expect(amountOf('.')).toBeUndefined();
    expect(amountOf('')).toBeUndefined();
  });

  it('means exactly the same after it was written', () => {
    assert(
      property(quantity, (text) => {
        const once = written(text);
        expect(quantityOf(once)).toBeCloseTo(quantityOf(text) ?? Number.NaN, 6);
        expect(amountOf(once)?.nanos).toBe(amountOf(text)?.nanos);
      }),
    );
  });

  it('adds up in the format of the first', () => {
    expect(sum('512Mi', '512Mi')).toBe('1Gi');
    expect(sum('250m', '250m')).toBe('500m');
    expect(sum('0', '64Mi')).toBe('64Mi');
  });
});
