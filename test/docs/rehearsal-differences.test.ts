import { describe, it } from 'vitest';
import { expectGolden } from '../fixtures/golden.ts';
import { type Difference, knownDifferences } from '../rehearsal/differential/differences.ts';
import { stories } from '../rehearsal/differential/stories/all.ts';
import { callsOf } from '../rehearsal/differential/support/calls-of.ts';
import type { Story } from '../rehearsal/differential/support/model.ts';

describe('the page of the differences between a rehearsal and a cluster', () => {
  it('is what docs/rehearsal-differences.md says', () => {
    expectGolden(new URL('../../docs/rehearsal-differences.md', import.meta.url), page());
  });
});

function page(): string {
  const calls = stories.flatMap(callsOf).length;
  return [
    '# How true a rehearsal is',
    '',
    `${String(calls)} calls of kubectl 1.32, of the client that the steps use and of plain HTTP are made on a real`,
    'Kubernetes server and on the simulated one, each in the same story, and what is answered is compared: exit code',
    'or status, both streams or the values that are named, without what differs between any two runs (names that are',
    'made up, addresses, times, ages). The real answers are kept in `test/fixtures/rehearsal/truth`, so that the',
    'comparison is part of the ordinary tests. With a cluster that tests may change, both are asked, side by side:',
    '',
    '`npm run test:cluster -- test/cluster/differential.test.ts`, with the path of its kubeconfig in',
    '`TEEI_TEST_KUBECONFIG`. With `UPDATE=1` besides, the answers are recorded anew.',
    '',
    '## What differs, and why',
    '',
    'The server that was asked is 1.20; the simulation says that it is 1.32, and is right where the two differ.',
    'Everything else on the list below is answered alike.',
    '',
    ...[...byReason()].flatMap(([reason, differences]) => [
      reason,
      '',
      ...differences.map(({ story, call }) => `- ${story}: \`${call}\``),
      '',
    ]),
    '## What is compared',
    '',
    ...stories.flatMap(section),
  ].join('\n');
}

function byReason(): ReadonlyMap<string, readonly Difference[]> {
  return Map.groupBy(knownDifferences, ({ reason }) => reason);
}

function section(story: Story): readonly string[] {
  return [`### ${story.name}`, '', '```text', ...callsOf(story).map(({ name }) => name), '```', ''];
}
