import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scenarioSchema } from '../../src/rehearsal/scenario/schema.ts';
import { makePlace, type Place } from '../cli/run-cli.ts';
import { documentedBlocks } from './blocks.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'rehearsal.md'), 'utf8');

describe('docs/rehearsal.md', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
  });
  afterEach(() => place.remove());

  it('has an example with which lint is content', async () => {
    const [example] = documentedBlocks().filter(
      ({ document, language }) => document === join('docs', 'rehearsal.md') && language === 'yaml',
    );
    place.write('work/runbooks/scenarios/example.yaml', example?.text ?? '');
    const { stdout } = await place.run(['lint', 'runbooks/scenarios/example.yaml']);
    expect(stdout).toBe('1 file, nothing to say\n');
  });

  it('tells of every key that a scenario has', () => {
    const schema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
    const json = schema.parse(z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }));
    const keys = Object.keys(json.properties);
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });

  it('names only scenarios that there are', () => {
    const there = readdirSync(join(root, 'runbooks', 'scenarios')).map((name) => name.replace('.yaml', ''));
    const { groups } = /What is not there yet\n\n(?<text>[^#]*)/.exec(page) ?? {};
    const named = [...(groups?.['text'] ?? '').matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name);
    const others = new Set(['told']);
    expect(named.filter((name) => !there.includes(name ?? '') && !others.has(name ?? ''))).toEqual([]);
  });
});
