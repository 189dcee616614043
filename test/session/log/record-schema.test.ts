import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventSchema } from '../../../src/session/events.ts';
import { recordSchema } from '../../../src/session/log/schema/record-schema.ts';
import { arbitraryEvent } from './arbitrary-event.ts';

const schema = z.fromJSONSchema(recordSchema());

function lineOf(type: string, data: unknown): unknown {
  return {
    v: 1,
    type,
    id: '1b671a64-40d5-491e-99b0-da01ff1f3341',
    session: '20260102-030405-deploy-0a1b',
    seq: 1,
    prev: '0'.repeat(64),
    time: '2026-01-02T03:04:05.000Z',
    mono_ns: '9007199254740993',
    boot_id: 'boot',
    actor: { id: 'alice', authtype: 'os' },
    data,
  };
}

describe('the schema of the log’s records', () => {
  it('takes every record that the program can write', () => {
    fc.assert(
      fc.property(arbitraryEvent, ({ type, ...data }) => {
        expect(schema.safeParse(JSON.parse(JSON.stringify(lineOf(type, data)))).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses fields of another type, unknown ones and unknown types', () => {
    const refused = [
      lineOf('note', { reason: 'x' }),
      lineOf('note', { text: 'x', more: 1 }),
      lineOf('party', { text: 'x' }),
      lineOf('note', {}),
    ];
    expect(refused.map((line) => schema.safeParse(line).success)).toEqual([false, false, false, false]);
  });

  it('describes each type', () => {
    const types = eventSchema.options.map((option) => option.shape.type.value);
    expect(Object.keys(recordSchema().$defs ?? {})).toEqual(types);
  });
});
