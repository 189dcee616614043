import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTests } from '../../src/rehearsal/runbook-test/parse.ts';
import { libraryIds, runbookOf } from './library.ts';

const folder = join(import.meta.dirname, '../../runbooks');

describe('the runbooks of the library', () => {
  it.each(libraryIds)('%s has tests beside it', (id) => {
    const file = join(folder, `${id}.test.yaml`);
    expect(existsSync(file)).toBe(true);
    const { tests, problems } = parseTests({ path: `${id}.test.yaml`, bytes: readFileSync(file) });
    expect(problems).toEqual([]);
    expect(tests?.cases.some(({ ends }) => ends === 'completed')).toBe(true);
  });

  it.each(['deploy', 'rollback', 'rollback-database', 'verify'])(
    '%s goes on with the history that the written runbook has begun',
    (id) => {
      expect(runbookOf(id).history[0]).toMatchObject({ version: '1.0.0', date: '2025-11-14' });
    },
  );
});
