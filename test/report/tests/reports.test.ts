import { describe, it } from 'vitest';
import type { CaseResult } from '../../../src/report/tests/case-result.ts';
import { resultsAsJunit } from '../../../src/report/tests/junit.ts';
import { caseAsText, totalAsText } from '../../../src/report/tests/text.ts';
import { textStyle } from '../../../src/report/text/style.ts';
import { expectGolden } from '../../fixtures/golden.ts';

const good: CaseResult = {
  name: 'All is well',
  runbook: 'deploy',
  path: 'runbooks/deploy.test.yaml',
  milliseconds: 1234,
  faults: [],
  lines: [],
  session: '20260102-030405-deploy-0a1b',
};

const bad: CaseResult = {
  ...good,
  name: `It's <not> & "well"`,
  faults: [
    {
      step: 'apply',
      what: 'apply came out in another way',
      expected: 'passed',
      observed: `failed: ${'the server refuses it. '.repeat(30)}`,
      next: 'See why',
    },
    { what: 'It ended in another way', expected: 'completed', observed: 'paused' },
  ],
  lines: ['last\u001b[31m words', 'of it'],
};

const style = textStyle({ width: 80, colour: false });

describe('reports of runbook tests', () => {
  it('are a line for a case that came out as expected, and all that matters for one that did not', () => {
    const text =
      [good, bad].map((each) => caseAsText(each, style)).join('') + totalAsText([good, bad], style);
    expectGolden(new URL('../../fixtures/report/tests.txt', import.meta.url), text);
  });

  it('are JUnit XML, with everything escaped', () => {
    expectGolden(new URL('../../fixtures/report/tests.xml', import.meta.url), resultsAsJunit([good, bad]));
  });
});
