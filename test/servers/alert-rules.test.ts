import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { rules } from '../../src/rehearsal/monitoring/rules.ts';
import { runbookOf } from '../library/library.ts';
import { programPath } from './support/local-server.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'prometheus');
const promtool = programPath('promtool');
const why = promtool === undefined ? ' (skipped: promtool is not installed; apt-get install prometheus)' : '';

const schema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(z.object({ alert: z.string(), labels: z.object({ severity: z.string() }) })),
    }),
  ),
});
const sample = schema.parse(parse(readFileSync(join(folder, 'rules.yaml'), 'utf8')));

function alertsOf(severity: string): readonly string[] {
  return sample.groups
    .flatMap((group) => group.rules)
    .flatMap(({ alert, labels }) => (labels.severity === severity ? [alert] : []))
    .toSorted();
}

describe('the sample rules', () => {
  it.each(['critical', 'warning'])(
    'are those that monitoring.md wants, and a rehearsal has: %s',
    (severity) => {
      const step = runbookOf('monitoring').steps.find(({ id }) => id === `${severity}-rules`);
      const { alerts } = z.object({ alerts: z.array(z.string()) }).parse(step?.config['with']);
      expect(alerts.toSorted()).toEqual(alertsOf(severity));
      const rehearsed = rules.filter((rule) => rule.severity === severity).map(({ name }) => name);
      expect(rehearsed.toSorted()).toEqual(alertsOf(severity));
    },
  );

  it.skipIf(promtool === undefined)(`are valid, and fire where they should${why}`, () => {
    const run = (...args: readonly string[]): string =>
      execFileSync(promtool ?? '', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    expect(run('check', 'rules', 'rules.yaml')).toMatch(/SUCCESS: 7 rules found/);
    expect(run('test', 'rules', 'rules.test.yaml')).toMatch(/SUCCESS/);
  });
});
