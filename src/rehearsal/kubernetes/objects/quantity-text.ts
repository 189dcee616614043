import type { Json } from './json.ts';

const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;

/**
 * A quantity as the API server writes it: the largest suffix that leaves no fraction, such as `1Gi` for `1024Mi`
 * and `500m` for 0.5 (apimachinery, api/resource: canonical form). What is no quantity stays as it is.
 */
export function canonicalQuantity(value: Json): Json {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const [, sign = '', whole = '', fraction = '', exponent, suffix = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(String(value)) ?? [];
  if (whole === '' && fraction === '') return value;
  const digits = BigInt(`${whole}${fraction}`);
  const minus = sign === '-' ? '-' : '';
  const power = binary.findIndex((name) => name !== '' && name === suffix);
  if (power > 0) return minus + ofBinary((digits * 1024n ** BigInt(power) * nano) / 10n ** scale(fraction));
  if (exponent !== undefined) return minus + ofExponent(digits, Number(exponent) - fraction.length);
  const thousands = BigInt(decimal.findIndex((name) => name === suffix));
  return minus + ofDecimal(roundedUp(digits * 1000n ** thousands, 10n ** scale(fraction)));
}

/** Everything is counted in billionths, the smallest part that the server keeps. */
const nano = 10n ** 9n;

function scale(fraction: string): bigint {
  return BigInt(fraction.length);
}

function roundedUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

function ofDecimal(nanos: bigint): string {
  return withLargest(nanos, 1000n, decimal, nanos === 0n ? 3 : 0);
}

function ofBinary(nanos: bigint): string {
  if (nanos % nano !== 0n || nanos < 1024n * nano) return ofDecimal(nanos);
  return withLargest(nanos / nano, 1024n, binary, 0);
}

/** Exponents are multiples of three. */
function ofExponent(digits: bigint, power: number): string {
  if (digits === 0n) return '0';
  const down = ((power % 3) + 3) % 3;
  const [rest, times] = divided(digits * 10n ** BigInt(down), 1000n, Number.POSITIVE_INFINITY);
  const exponent = power - down + 3 * times;
  return exponent === 0 ? String(rest) : `${String(rest)}e${String(exponent)}`;
}

function withLargest(value: bigint, base: bigint, names: readonly string[], least: number): string {
  const [rest, times] = divided(value, base, names.length - 1);
  return `${String(rest)}${names[Math.max(times, least)] ?? ''}`;
}

/** The value without as many factors of the base as it has, and how many these are. */
function divided(value: bigint, base: bigint, most: number, times = 0): readonly [bigint, number] {
  if (value === 0n || times >= most || value % base !== 0n) return [value, times];
  return divided(value / base, base, most, times + 1);
}
