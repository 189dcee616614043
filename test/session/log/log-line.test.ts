import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../../src/session/events.ts';
import { noDigest } from '../../../src/session/log/digest.ts';
import { readLine, writeLine } from '../../../src/session/log/log-line.ts';
import type { SessionRecord } from '../../../src/session/record.ts';
import { arbitraryEvent, arbitraryTypes } from './arbitrary-event.ts';

function recordOf(event: SessionRecord['event']): SessionRecord {
  return {
    envelope: {
      v: 1,
      type: event.type,
      id: '1b671a64-40d5-491e-99b0-da01ff1f3341',
      session: '20260102-030405-deploy-0a1b',
      seq: 1,
      prev: noDigest,
      time: '2026-01-02T03:04:05.000Z',
      mono_ns: '9007199254740993',
      boot_id: 'boot',
      actor: { id: 'alice', authtype: 'os' },
    },
    event,
  };
}

const line = writeLine(recordOf({ type: 'note', text: 'hello' })).toString('utf8');

function faultOf(text: string | Buffer): string {
  const reading = readLine(Buffer.from(text));
  return reading.ok ? 'none' : reading.fault;
}

describe('a line of the log', () => {
  it('gives back any event exactly as it was written', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        expect(readLine(writeLine(recordOf(event)))).toEqual({ ok: true, record: recordOf(event) });
      }),
      { numRuns: 1000 },
    );
  });

  it('is tried with every type of event that there is', () => {
    expect(arbitraryTypes).toBe(eventSchema.options.length);
  });

  it('keeps a step id apart from the id of the record', () => {
    const record = recordOf({
      type: 'step.skipped',
      id: 'save-state',
      cause: 'person',
      reason: 'done before',
    });
    expect(readLine(writeLine(record))).toEqual({ ok: true, record });
  });

  it('keeps a newline in a note inside its one line (41)', () => {
    const bytes = writeLine(recordOf({ type: 'note', text: 'one\n{"v":1}\n' }));
    expect(bytes.filter((byte) => byte === 0x0a)).toHaveLength(1);
  });

  it('is refused when a key is given twice (21)', () => {
    expect(faultOf(line.replace('"seq":1', '"seq":1,"seq":2'))).toBe('the key "seq" is given twice');
    expect(faultOf(line.replace('"text":"hello"', '"text":"hello","te\\u0078t":"bye"'))).toMatch(
      /given twice/,
    );
  });

  it('is refused when a number is beyond 2^53', () => {
    expect(faultOf(line.replace('"seq":1', '"seq":9007199254740993'))).toMatch(/beyond 2\^53/);
    expect(faultOf(line.replace('"seq":1', '"seq":1e300'))).toMatch(/beyond 2\^53/);
  });

  it('is refused with an unknown type, an unknown key, or a key of the prototype', () => {
    expect(faultOf(line.replaceAll('"note"', '"rumour"'))).not.toBe('none');
    expect(faultOf(line.replace('"seq":1', '"seq":1,"extra":1'))).toMatch(/extra/);
    expect(faultOf(line.replace('"text":"hello"', '"text":"hello","extra":1'))).toMatch(/extra/);
    expect(faultOf(line.replace('"text":"hello"', '"text":"hello","__proto__":{}'))).toMatch(/__proto__/);
  });

  it('is refused without an end, with NUL bytes, with bad UTF-8, and beyond 64 KiB', () => {
    expect(faultOf(line.slice(0, -1))).toBe('the line has no end');
    expect(faultOf('\0\0\0\n')).toBe('the line holds NUL bytes');
    expect(faultOf(Buffer.from([0x22, 0xff, 0x22, 0x0a]))).toBe('the line is not JSON in UTF-8');
    expect(faultOf(line.replace('hello', 'x'.repeat(65_536)))).toMatch(/longer than 65536 bytes/);
  });
});
