import { assert, constantFrom, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountOf,
  amountText,
  differenceOf,
  greaterOf,
  noAmount,
  sumOf,
  timesOf,
} from '../../../src/steps/manifest/quantity.ts';

function written(text: string | number): string {
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

const nanos = (text: string): bigint | undefined => amountOf(text)?.nanos;

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
    expect(written(sent)).toBe(kept);
  });

  it('leaves alone what is no quantity', () => {
    expect(amountOf('lots')).toBeUndefined();
    expect(amountOf('.')).toBeUndefined();
    expect(amountOf('')).toBeUndefined();
  });

  it('means exactly the same after it was written', () => {
    assert(
      property(quantity, (text) => {
        const once = written(text);
        expect(amountOf(once)?.nanos).toBe(amountOf(text)?.nanos);
      }),
    );
  });

  it('adds up in the format of the first', () => {
    expect(sum('512Mi', '512Mi')).toBe('1Gi');
    expect(sum('250m', '250m')).toBe('500m');
    expect(sum('0', '64Mi')).toBe('64Mi');
  });

  it('are added, taken away and multiplied without a loss', () => {
    assert(
      property(quantity, quantity, nat(50), (left, right, times) => {
        const [a, b] = [amountOf(left) ?? noAmount, amountOf(right) ?? noAmount];
        expect(differenceOf(sumOf(a, b), b).nanos).toBe(a.nanos);
        expect(timesOf(a, times + 1).nanos).toBe(sumOf(timesOf(a, times), a).nanos);
        expect(sumOf(a, b).nanos).toBe(sumOf(b, a).nanos);
        expect([a.nanos, b.nanos]).toContain(greaterOf(a, b).nanos);
        expect(differenceOf(greaterOf(a, b), a).nanos).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it('tells powers of ten from those of two, and exa from an exponent', () => {
    expect(nanos('1Ei')).toBe(1024n ** 6n * 10n ** 9n);
    expect(nanos('1E')).toBe(10n ** 27n);
    expect(nanos('1e18')).toBe(10n ** 27n);
    expect(nanos('1k')).toBe(10n ** 12n);
    expect(nanos('1Ki')).toBe(1024n * 10n ** 9n);
    expect(nanos('1n')).toBe(1n);
    expect(nanos('1u')).toBe(1000n);
  });
});
