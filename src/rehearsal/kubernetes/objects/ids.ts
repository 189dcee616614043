import { randomInt, randomUUID } from 'node:crypto';

/** What differs from run to run in the names of objects; a port, so that tests know them. */
export interface Ids {
  uid(): string;
  /** The random end of a generated name. */
  suffix(length: number): string;
}

/** The alphabet of generated names: without vowels and look-alikes (apimachinery, util/rand). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

export const randomIds: Ids = {
  uid: () => randomUUID(),
  suffix: (length) => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
};

/** Ids that count: the same in each run. */
export function countingIds(): Ids {
  let count = 0;
  return {
    uid: () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    suffix: (length) => {
      count += 1;
      return suffixOf(count, length);
    },
  };
}

function suffixOf(count: number, length: number): string {
  const base = alphabet.length;
  return Array.from({ length }, (_, index) =>
    alphabet.charAt(Math.floor(count / base ** (length - 1 - index)) % base),
  ).join('');
}
