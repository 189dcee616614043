import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { verifySession } from '../../../src/platform/journal/verify-session.ts';
import { replay } from '../../../src/session/evolve.ts';
import { recordSchema } from '../../../src/session/log/schema/record-schema.ts';
import { must } from './open-test-journal.ts';

/*
 * Sessions that earlier commits wrote; each folder is named after the commit, which is never made again. A new
 * shape of the log brings a folder of its own here.
 */
const folder = fileURLToPath(new URL('../../fixtures/log/versions/', import.meta.url));
const versions = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(versions.map(({ name }) => name))('a session written by %s', (name) => {
  it('is read whole, and folds to how it ended', async () => {
    const { records, tornBytes } = must(await readJournal(folder + name));
    expect({ records: records.length, tornBytes }).toEqual({ records: 12, tornBytes: 0 });
    const state = replay(records);
    expect(state?.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
    expect([...(state?.steps ?? [])].map(([id, { status }]) => `${id} ${status.status}`)).toEqual([
      'hello passed',
      'heard signed',
      'go signed',
      'later skipped',
    ]);
    expect(state?.values.get('said')).toMatchObject({ value: 'hello Ada' });
  });

  it('is verified with its signatures', async () => {
    const options = { requireSigned: true, allowedSigners: `${folder}allowed_signers`, env: process.env };
    const { state, findings, signers } = await verifySession(folder + name, options);
    expect(findings.filter(({ severity }) => severity === 'failure')).toEqual([]);
    expect(state).toBe('verified');
    expect(signers.map(({ principal }) => principal)).toEqual(['root', 'bob']);
  });

  it('fits the schema that is published', () => {
    const schema = z.fromJSONSchema(recordSchema());
    const lines = readFileSync(`${folder}${name}/events/000001.jsonl`, 'utf8').trimEnd().split('\n');
    const faults = lines.map((line) => schema.safeParse(JSON.parse(line)).error?.message);
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });
});
