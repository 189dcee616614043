import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSteps } from '../../src/session/plan.ts';
import { libraryIds, planOf } from '../library/library.ts';
import { makePlace } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/source-runbook.md'), 'utf8');

/** Everything in the written runbook that has to be done by something, a line each. */
const items = readFileSync(join(root, 'test/fixtures/source-items.txt'), 'utf8').trimEnd().split('\n');

interface Row {
  readonly source: string;
  readonly places: readonly string[];
  readonly tests: readonly string[];
}

const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| In the source'))
  .map((line) => {
    const [source = '', places = '', tests = ''] = line
      .slice(2, -2)
      .split(/(?<!\\) \| /)
      .map((cell) => cell.replaceAll(String.raw`\|`, '|').trim());
    return { source, places: codesIn(places), tests: codesIn(tests) };
  });

function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

const stepsOf = new Map<string, readonly string[]>();

/** Ids of all steps of a runbook, those of what it includes and leads to too. */
function idsOf(runbook: string): readonly string[] {
  const known = stepsOf.get(runbook);
  if (known !== undefined) return known;
  const plan = planOf(runbook);
  const ids = plan.ok ? allSteps(plan.value).map(({ id }) => id) : [];
  stepsOf.set(runbook, ids);
  return ids;
}

const places = [...new Set(rows.flatMap((row) => row.places))];
const tests = [...new Set(rows.flatMap((row) => row.tests))];

describe('docs/source-runbook.md', () => {
  it('has every section, checkbox, command, threshold and row of the written runbook, in its order', () => {
    expect(rows.map(({ source }) => source)).toEqual(items);
  });

  it('has no row without a place and a test', () => {
    expect(rows.filter((row) => row.places.length === 0 || row.tests.length === 0)).toEqual([]);
  });

  it.each(places.filter((place) => place.includes('#')))('%s is a step of the library', (place) => {
    const [runbook = '', step = ''] = place.split('#');
    expect(libraryIds).toContain(runbook);
    expect(idsOf(runbook)).toContain(step);
  });

  it.each(places.filter((place) => !place.includes('#')))('%s is a command', async (place) => {
    const workplace = makePlace();
    const [, ...words] = place.split(' ');
    const { code } = await workplace.run([...words.filter((word) => /^[a-z-]+$/.test(word)), '--help']);
    workplace.remove();
    expect(code).toBe(0);
  });

  it.each(tests)('%s is there', (test) => {
    const [file = '', ...title] = test.split(': ');
    expect(existsSync(join(root, file))).toBe(true);
    expect(readFileSync(join(root, file), 'utf8')).toContain(title.join(': '));
    expect(title.join(': ')).not.toBe('');
  });
});
