import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  plainReplies,
  reasonedReplies,
  testEndings,
  testStatuses,
} from '../../src/rehearsal/runbook-test/model.ts';
import { repliesSchema, runbookTestSchema } from '../../src/rehearsal/runbook-test/schema.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/testing.md'), 'utf8');

const caseKeys = z
  .object({
    properties: z.object({
      cases: z.object({ items: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
    }),
  })
  .transform(({ properties }) => Object.keys(properties.cases.items.properties));

describe('docs/testing.md', () => {
  it('tells of every key of a case', () => {
    const json = z.toJSONSchema(runbookTestSchema, { io: 'input', unrepresentable: 'any' });
    const keys = caseKeys.parse(json);
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  });

  it('tells of every reply, status and ending', () => {
    const replies = [...Object.keys(repliesSchema.shape).map((word) => `{ ${word}: `), ...reasonedReplies];
    const words = [...replies, ...plainReplies, ...testStatuses, ...testEndings];
    expect(words.filter((word) => !page.includes(word))).toEqual([]);
  });
});
