import { queryPattern } from '../../text/highlight.ts';
import type { Matcher } from './matcher.ts';

/** The Kelvin sign and the long s, as UTF-8 bytes in Latin-1: they are `k` and `s` where capitals do not matter. */
const foldedToAscii = ['\u00e2\u0084\u00aa', '\u00c5\u00bf'];

/** Lines that hold the query, literally. Capitals matter only when it has one; see `queryPattern`. */
export function queryMatcher(query: string): Matcher {
  const pattern = queryPattern(query);
  const matches = (line: string): boolean => line.search(pattern) >= 0;
  const exact = !pattern.ignoreCase;
  const key = exact ? Buffer.from(query).toString('latin1') : longestAscii(query.toLowerCase());
  const foldsHere = !exact && /[ks]/.test(key);
  return {
    prepare: (text) => (exact ? text : text.toLowerCase()),
    candidate: (text, from) => {
      // Without an ASCII key every line has to be looked at.
      const all = key === '' || (foldsHere && foldedToAscii.some((each) => text.includes(each)));
      if (!all) return text.indexOf(key, from);
      return from < text.length ? from : -1;
    },
    matches,
  };
}

function longestAscii(query: string): string {
  const runs = query.match(/[ -~]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
