import { amountOf, amountText } from '../../../steps/manifest/quantity.ts';
import type { Json } from './json.ts';

/** The number that a quantity stands for, such as 0.25 for `250m` and 1048576 for `1Mi`; undefined where it is none. */
export function quantityOf(value: Json | undefined): number | undefined {
  const amount = amountOf(value);
  return amount === undefined ? undefined : Number(amount.nanos) / 1e9;
}

/** A quantity in its canonical form; what is no quantity stays as it is. */
export function canonicalQuantity(value: Json): Json {
  const amount = amountOf(value);
  return amount === undefined ? value : amountText(amount);
}
