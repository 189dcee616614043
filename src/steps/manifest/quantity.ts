/** A quantity as it is counted with: exact, and written as its first form was. */
export interface Amount {
  /** Billionths, the smallest part that the API server keeps. */
  readonly nanos: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
}

export const noAmount: Amount = { nanos: 0n, format: 'decimal' };

const nano = 10n ** 9n;
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const written = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)$/;

/** The amount of a quantity such as `250m`, `1.5Gi`, `1e3` or 2; undefined where it is none. */
export function amountOf(value: unknown): Amount | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] = written.exec(String(value)) ?? [];
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const parts = 10n ** BigInt(fraction.length);
  const power = binary.findIndex((name) => name !== '' && name === suffix);
  if (power > 0) {
    return { nanos: roundedUp(digits * nano * 1024n ** BigInt(power), parts), format: 'binary' };
  }
  if (exponent !== undefined)
    return { nanos: ofExponent(digits, Number(exponent), parts), format: 'exponent' };
  const thousands = BigInt(decimal.findIndex((name) => name === suffix));
  return { nanos: roundedUp(digits * 1000n ** thousands, parts), format: 'decimal' };
}

function ofExponent(digits: bigint, exponent: number, parts: bigint): bigint {
  const size = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? roundedUp(digits * nano, parts * size) : roundedUp(digits * nano * size, parts);
}

function roundedUp(value: bigint, by: bigint): bigint {
  const whole = value / by;
  return value % by > 0n ? whole + 1n : whole;
}

/** The sum of two amounts, in the format of the first that is not zero. */
export function sumOf(a: Amount, b: Amount): Amount {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format };
}

/** The amount taken so many times. */
export function timesOf({ nanos, format }: Amount, times: number): Amount {
  return { nanos: nanos * BigInt(times), format };
}

/** What is left of the first without the second; negative where the second is more. */
export function differenceOf(a: Amount, b: Amount): Amount {
  return sumOf(a, timesOf(b, -1));
}

/** The greater of two amounts. */
export function greaterOf(a: Amount, b: Amount): Amount {
  return b.nanos > a.nanos ? b : a;
}

/**
 * An amount as the API server writes it: with the largest suffix that leaves no fraction, such as `1Gi` for 1024Mi
 * and `500m` for 0.5 (apimachinery, api/resource: the canonical form).
 */
export function amountText({ nanos, format }: Amount): string {
  if (nanos === 0n) return '0';
  const size = nanos < 0n ? -nanos : nanos;
  if (format === 'binary' && size % nano === 0n && size >= 1024n * nano) {
    const [rest, times] = divided(nanos / nano, 1024n, binary.length - 1);
    return `${String(rest)}${binary[times] ?? ''}`;
  }
  const [rest, times] = divided(nanos, 1000n, decimal.length - 1);
  const exponent = times * 3 - 9;
  if (format !== 'exponent') return `${String(rest)}${decimal[times] ?? ''}`;
  return exponent === 0 ? String(rest) : `${String(rest)}e${String(exponent)}`;
}

/** The value without as many factors of the base as it has, and how many these are. */
function divided(value: bigint, base: bigint, most: number, times = 0): readonly [bigint, number] {
  if (times >= most || value % base !== 0n) return [value, times];
  return divided(value / base, base, most, times + 1);
}
