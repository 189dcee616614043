import type { Evidence, Verdict } from '../../outcome.ts';
import type { Reference } from './collect.ts';
import { type Supply, titleOfReference } from './supply.ts';

/** Users of one missing thing that are named; the others are counted. */
const mostUsers = 6;

/** One row for each thing that pods refer to, bad ones first. */
export function judgeReferences(
  check: string,
  references: readonly Reference[],
  supplies: ReadonlyMap<string, Supply>,
): readonly Evidence[] {
  const titles = [...new Set(references.map(titleOfReference))];
  const rows = titles.map((title) => {
    const uses = references.filter((reference) => titleOfReference(reference) === title);
    return judgeOne(check, title, uses, supplies.get(title) ?? { kind: 'absent' });
  });
  return [
    ...rows.filter(({ result }) => result !== 'pass'),
    ...rows.filter(({ result }) => result === 'pass'),
  ];
}

function judgeOne(check: string, title: string, uses: readonly Reference[], supply: Supply): Evidence {
  const needed = uses.filter(({ optional }) => !optional);
  const keys = [...new Set(needed.flatMap(({ key }) => key ?? []))];
  const expected = keys.length === 0 ? 'exists' : `exists with ${keysText(keys)}`;
  const row = (result: Verdict, observed: string, by: readonly Reference[], next?: string): Evidence => ({
    check,
    result,
    what: title,
    expected,
    observed,
    ...(result === 'pass' ? {} : { details: users(by) }),
    ...(next === undefined ? {} : { next }),
  });
  switch (supply.kind) {
    case 'there': {
      const absent = keys.filter((key) => !supply.keys.includes(key));
      const where = supply.where === 'manifest' ? 'in the manifest' : 'in the cluster';
      if (absent.length === 0) return row('pass', where, []);
      const has = supply.keys.length === 0 ? 'no keys' : `only ${keysText(supply.keys)}`;
      const by = needed.filter(({ key }) => key !== undefined && absent.includes(key));
      const observed = `${where}, without ${keysText(absent)}: it has ${has}`;
      return row('fail', observed, by, `Add ${keysText(absent)} to it, or correct the name in the overlay`);
    }
    case 'absent':
      if (needed.length === 0) return row('pass', 'absent, and optional', []);
      return row(
        'fail',
        'neither in the manifest nor in the cluster',
        needed,
        `Make ${title}, or correct the name in the overlay: its pods would never start`,
      );
    case 'unknown': {
      if (needed.length === 0) return row('pass', 'not known, and optional', []);
      const { error } = supply;
      if (error.reason !== 'forbidden') return row('error', error.message, needed, 'Run the step again');
      const next = `Let somebody look who may read it, or ask for the right`;
      return row('inconclusive', `may not be read: ${error.message}`, needed, next);
    }
  }
}

function keysText(keys: readonly string[]): string {
  return `key${keys.length === 1 ? '' : 's'} ${keys.join(', ')}`;
}

function users(uses: readonly Reference[]): readonly string[] {
  const lines = [
    ...new Set(uses.map(({ from, key }) => `needed by ${from}${key === undefined ? '' : ` (key ${key})`}`)),
  ];
  if (lines.length <= mostUsers) return lines;
  return [...lines.slice(0, mostUsers), `and ${String(lines.length - mostUsers)} more places`];
}
