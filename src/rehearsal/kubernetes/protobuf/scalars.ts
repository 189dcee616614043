import { isObject, type Json } from '../objects/json.ts';
import { stamp } from '../store/stamp.ts';
import { readFields, type WireFields, type WireValue } from './wire.ts';

/** How a single value of a type becomes JSON; without a value, the JSON of the type's zero. */
export type Scalar = (value: WireValue | undefined) => Json;

/** The types that are no message of the table: plain ones, and those with a JSON form of their own. */
export const scalars: Readonly<Record<string, Scalar>> = {
  string: textOf,
  int: numberOf,
  bool: (value) => numberOf(value) !== 0,
  bytes: (value) => bytesOf(value).toString('base64'),
  Quantity: (value) => textOf(inner(value, 1)) || '0',
  Time: (value) => timeOf(value, 0),
  MicroTime: (value) => timeOf(value, 6),
  IntOrString: (value) =>
    numberOf(inner(value, 1)) === 1 ? textOf(inner(value, 3)) : numberOf(inner(value, 2)),
  FieldsV1: jsonOf,
  Raw: jsonOf,
};

export function textOf(value: WireValue | undefined): string {
  return bytesOf(value).toString('utf8');
}

export function bytesOf(value: WireValue | undefined): Buffer {
  return value?.kind === 'bytes' ? value.bytes : Buffer.alloc(0);
}

/** The last value of a field: what counts where a field that is not a list was sent twice. */
export function last(fields: WireFields | undefined, number: number): WireValue | undefined {
  return fields?.get(number)?.at(-1);
}

function numberOf(value: WireValue | undefined): number {
  return value?.kind === 'number' ? value.value : 0;
}

function inner(value: WireValue | undefined, number: number): WireValue | undefined {
  return last(readFields(bytesOf(value)), number);
}

/** Seconds and nanoseconds since 1970, told with some digits of a second; an empty message is no time at all. */
function timeOf(value: WireValue | undefined, digits: number): Json {
  if (bytesOf(value).length === 0) return null;
  const whole = stamp(numberOf(inner(value, 1)) * 1000);
  if (digits === 0) return whole;
  const fraction = String(numberOf(inner(value, 2)))
    .padStart(9, '0')
    .slice(0, digits);
  return whole.replace('Z', `.${fraction}Z`);
}

/** What was JSON already and only wrapped. */
function jsonOf(value: WireValue | undefined): Json {
  try {
    const parsed: unknown = JSON.parse(textOf(inner(value, 1)));
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
