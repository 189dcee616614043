import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitFinished } from '../../../src/session/engine/fit-record.ts';
import { writeLine } from '../../../src/session/log/log-line.ts';
import { maxRecordBytes } from '../../../src/session/log/limits.ts';
import type { EventOf } from '../../../src/session/events.ts';
import { decodeRecord } from '../../../src/session/record.ts';
import { finishedEvent, frame } from '../../fixtures/session/walk.ts';

type Evidence = EventOf<'step.finished'>['evidence'][number];

const step = { id: 'a', attempt: 1 };
const actor = { id: 'olga', authtype: 'os' as const };
const seen: Evidence = { check: 'c', result: 'pass', what: 'w', expected: 'e', observed: 'o' };

function bytes(event: EventOf<'step.finished'>): number {
  return writeLine(frame(event, 1, actor)).length;
}

/** Texts of any size, of characters that take one to six bytes as JSON. */
const long = fc
  .tuple(fc.constantFrom('x', '\u0000', '€', '😀', '"', '\ud800'), fc.nat(20_000))
  .map(([character, times]) => character.repeat(times));

const arbitraryEvidence: fc.Arbitrary<Evidence> = fc.record(
  {
    check: fc.constant('c'),
    result: fc.constantFrom('pass', 'fail', 'inconclusive', 'error'),
    what: long,
    where: long,
    expected: long,
    observed: long,
    next: long,
    details: fc.array(long, { maxLength: 40 }),
  },
  { requiredKeys: ['check', 'result', 'what', 'expected', 'observed'] },
);

const file = fc.record({
  path: fc.string({ minLength: 1, maxLength: 300 }),
  sha256: fc.constant('0'.repeat(64)),
  bytes: fc.nat(),
});

describe('an end that fits its record', () => {
  it('does so whatever the step says, and stays a record', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryEvidence, { maxLength: 40 }),
        fc.array(file, { maxLength: 600 }),
        long,
        long,
        (evidence, files, summary, message) => {
          const problem = { code: 'step/failed', message, hint: message, cause: message };
          const fitted = fitFinished(finishedEvent(step, 'failed', { evidence, files, summary, problem }));
          expect(bytes(fitted)).toBeLessThanOrEqual(maxRecordBytes);
          const read = decodeRecord(JSON.parse(writeLine(frame(fitted, 1, actor)).toString()));
          expect(typeof read).toBe('object');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is left as it is where there is room', () => {
    const event = finishedEvent(step, 'failed', { evidence: [{ ...seen, details: ['one', 'two'] }] });
    expect(fitFinished(event)).toEqual(event);
  });

  it('keeps what failed before what passed, and the last lines before the first', () => {
    const failed: Evidence = { ...seen, result: 'fail', what: 'the one' };
    const many = Array.from({ length: 2000 }, () => seen);
    const { evidence } = fitFinished(finishedEvent(step, 'failed', { evidence: [...many, failed] }));
    expect(evidence).toEqual([failed]);
    const details = Array.from({ length: 30 }, (_, line) => `line ${line}`);
    const [cut] = fitFinished(finishedEvent(step, 'failed', { evidence: [{ ...seen, details }] })).evidence;
    expect(cut?.details).toEqual(details.slice(-20));
  });

  it('says where not every file of the step is in the log', () => {
    const files = Array.from({ length: 2000 }, (_, at) => ({
      path: `steps/a/1/${at}`,
      sha256: '0'.repeat(64),
      bytes: 1,
    }));
    const fitted = fitFinished(finishedEvent(step, 'passed', { files }));
    expect(bytes(fitted)).toBeLessThanOrEqual(maxRecordBytes);
    expect(fitted.files.length).toBeGreaterThan(100);
    expect(fitted.evidence).toMatchObject([{ check: 'log', result: 'inconclusive', expected: 'all 2000' }]);
  });

  it('never cuts a character in two', () => {
    const [cut] = fitFinished(
      finishedEvent(step, 'failed', { evidence: [{ ...seen, observed: '😀'.repeat(5000) }] }),
    ).evidence;
    expect(cut?.observed).toMatch(/^(?:😀)+…$/u);
  });
});
