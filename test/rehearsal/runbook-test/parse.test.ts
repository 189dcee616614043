import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTests } from '../../../src/rehearsal/runbook-test/parse.ts';

const read = (text: string) => parseTests({ path: 'x.test.yaml', bytes: Buffer.from(text) });
const least = 'name: One, scenario: healthy, ends: completed';
const withCase = (keys: string): string => `cases:\n  - { ${least}${keys} }\n`;

describe('reading the tests of a runbook', () => {
  it('fills in what is not said', () => {
    expect(read(withCase('')).tests).toEqual({
      path: 'x.test.yaml',
      shared: [],
      cases: [
        {
          name: 'One',
          scenario: 'healthy',
          ends: 'completed',
          parameters: {},
          timeout: 300_000,
          operator: {},
          own: [],
          steps: {},
          values: {},
          shows: {},
        },
      ],
    });
  });

  it('reads every reply', () => {
    const script = `a: [yes, { no: why }, run, check, retry]
  b: [{ skip: why }, { continue: why }, { roll-back: why }, { roll-back-only: why }]
  c: [{ abort: why }, { fail: why }, { done: how }, { failed: how }]
  d: [{ choose: left }, { answer: { a: "1" } }, { back: { to: a } }]
  e: [{ approve: dba }, { reject: { as: vp, reason: not now } }]
`;
    const { tests } = read(`operator:\n  ${script}${withCase('')}`);
    expect(tests?.shared).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(tests?.cases[0]?.operator).toEqual({
      a: [{ say: 'yes' }, { say: 'no', reason: 'why' }, { say: 'run' }, { say: 'check' }, { say: 'retry' }],
      b: ['skip', 'continue', 'roll-back', 'roll-back-only'].map((say) => ({ say, reason: 'why' })),
      c: [
        { say: 'abort', reason: 'why' },
        { say: 'fail', reason: 'why' },
        { say: 'done', reason: 'how' },
        { say: 'failed', reason: 'how' },
      ],
      d: [
        { say: 'choose', value: 'left' },
        { say: 'answer', values: { a: '1' } },
        { say: 'back', to: 'a', reason: 'once more' },
      ],
      e: [
        { say: 'approve', as: 'dba', reason: 'it looks right' },
        { say: 'reject', as: 'vp', reason: 'not now' },
      ],
    });
  });

  it('puts what a case says before what the file says', () => {
    const { tests } = read(`operator: { a: yes, b: yes }\n${withCase(', operator: { b: { no: why } }')}`);
    expect(tests?.cases[0]).toMatchObject({
      own: ['b'],
      operator: { a: [{ say: 'yes' }], b: [{ say: 'no', reason: 'why' }] },
    });
  });

  it.each([
    [', step: {}', 'Unknown key `step`.', 'Did you mean `steps`?'],
    [', steps: { a: passd }', '`cases[0].steps.a` must be one of', 'Did you mean `passed`?'],
    [', operator: { a: yess }', '`cases[0].operator.a`', 'Did you mean `yes`?'],
    [', operator: { a: { skip: x, no: y } }', 'must be one word and what is said with it', undefined],
    [', operator: { "A b": yes }', 'must be the id of a step', undefined],
    [', timeout: soon', '`cases[0].timeout`', undefined],
  ])('says at its place what is wrong with %s', (keys, message, hint) => {
    const { tests, problems } = read(withCase(keys));
    expect(tests).toBeUndefined();
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.hint).toBe(hint);
    expect(problems[0]?.span.start.line).toBe(2);
  });

  it('wants a case', () => {
    expect(read('cases: []\n').problems[0]?.message).toContain('`cases` must not be empty');
  });

  it('gives tests or an error for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => `cases: ${text}`),
        ),
        (text) => {
          const { tests, problems } = read(text);
          expect(tests === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        },
      ),
    );
  });
});
