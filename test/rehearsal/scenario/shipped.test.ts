import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/rehearsal/scenario/parse.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'runbooks', 'scenarios');
const files = readdirSync(folder);

describe('the scenarios that come with the program', () => {
  it.each(files)('%s is valid and called by its file name', (name) => {
    const { scenario, problems } = parseScenario({ path: name, bytes: readFileSync(join(folder, name)) });
    expect(problems).toEqual([]);
    expect(`${scenario?.id ?? ''}.yaml`).toBe(name);
  });
});
