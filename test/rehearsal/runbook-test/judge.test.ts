import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/rehearsal/runbook-test/judge.ts';
import { type Walk, walkOf } from '../../fixtures/session/walk.ts';

const text = `# Two

<!-- step: { id: one, capture: { found: { output: '(.)' } } } -->
\`\`\`bash
true
\`\`\`

<!-- step: { id: two } -->
\`\`\`bash
true
\`\`\`
`;

function walked(): Walk {
  const walk = walkOf(text);
  walk.finish('passed', { captures: { found: 'x' } });
  walk.finish('failed', {
    evidence: [
      { check: 'c', result: 'fail', what: 'the\n  lamp', expected: 'on', observed: 'off', details: ['bulb'] },
    ],
  });
  walk.act({ intent: 'give-up', reason: 'enough' });
  return walk;
}

function faults(expected: Partial<Parameters<typeof judge>[0]>): readonly string[] {
  const { state, records } = walked();
  const all = { ends: 'failed', steps: {}, values: {}, shows: {}, ...expected } as const;
  return judge(all, { state, records, outputs: new Map([['one', 'hello\nthere']]) }).map(
    ({ what, expected: wanted, observed }) => `${what} | ${wanted} | ${observed}`,
  );
}

describe('judging a walk', () => {
  it('has nothing to say where all is as expected', () => {
    expect(
      faults({
        steps: { one: 'passed', two: 'failed' },
        values: { found: 'x' },
        shows: { one: ['hello there'], two: ['the lamp', 'bulb', 'it did not work'] },
      }),
    ).toEqual([]);
  });

  it('tells of a step that stands elsewhere, and why', () => {
    expect(faults({ steps: { two: 'passed', three: 'passed' } })).toEqual([
      'two came out in another way | passed | failed: it did not work',
      'three came out in another way | passed | not-reached',
    ]);
  });

  it('knows a step that was not reached', () => {
    expect(faults({ steps: { three: 'not-reached' } })).toEqual([]);
  });

  it('tells of a text that is not shown, with what is', () => {
    expect(faults({ shows: { one: ['goodbye'], three: ['x'] } })).toEqual([
      'one does not show a text | goodbye | it passed hello there',
      'three does not show a text | x | nothing: it was never run',
    ]);
  });

  it('tells of values', () => {
    expect(faults({ values: { found: 'y', lost: 'z' } })).toEqual([
      'The value found is another one | y | x',
      'The value lost is another one | z | nothing has set it',
    ]);
  });

  it('tells of another end', () => {
    expect(faults({ ends: 'completed' })).toEqual(['It ended in another way | completed | failed: enough']);
  });
});
