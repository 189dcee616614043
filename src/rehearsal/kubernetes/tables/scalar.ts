import { type Json, textAt } from '../objects/json.ts';

/** A single value as a cell shows it; a missing one, a list or an object is empty. */
export function scalarText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The text at a path, or undefined where it is missing or empty: Go writes both alike. */
export function filledAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  return text === '' ? undefined : text;
}
