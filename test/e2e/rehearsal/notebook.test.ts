import { describe, expect, it } from 'vitest';
import { type NotebookOperator, walkNotebook } from '../../cluster/support/walk-notebook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { type Course, courses, exitCodes } from './courses.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

/** One of each way and end. The others, a quarter of an hour in all, are walked where TEEI_TEST_EVERY_SCENARIO is 1. */
const always = ['api-server-flaky', 'crash-loop', 'errors-15-percent', 'healthy', 'quota'];
const every = process.env['TEEI_TEST_EVERY_SCENARIO'] === '1';

/** What is chosen of what is offered after a failure: the first that is there. */
const ways: Readonly<Record<Course['way'], readonly string[]>> = {
  retry: ['Run it again'],
  'roll back': ['Roll back everything', 'Roll back with the runbook rollback'],
  fail: ['End the session as failed'],
};

function operator(way: Course['way']): NotebookOperator {
  return {
    fields: {
      Approver: 'Somebody Else',
      'Key file': '',
      Reason: 'looks right',
      Why: 'the new version is bad',
    },
    menus: {
      'REHEARSAL:': ['Begin'],
      'Run it?': ['Run it'],
      'It failed:': ways[way],
      'How are the services': ['Restore the state'],
    },
  };
}

const sizes = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
] as const;

const stories = Object.entries(courses).map(
  ([scenario, course], at) => [scenario, course, sizes[at % 2] ?? sizes[0]] as const,
);

describe.skipIf(!isInstalled('kubectl'))(
  'deploy.md, rehearsed in the notebook by the keys on the screen',
  () => {
    for (const [scenario, { way, outcome }, size] of stories) {
      it.skipIf(!every && !always.includes(scenario))(
        `${scenario} ends as it should`,
        async () => {
          const workspace = openRehearsalWorkspace();
          const args = ['deploy', '--rehearse', scenario];
          const walked = await walkNotebook(workspace, args, operator(way), size);
          expect(walked.screens.at(-1)).toMatch(new RegExp(`[✓✗] ${outcome}\\b`));
          expect(walked.screens.slice(1).every((screen) => screen.includes('REHEARSAL'))).toBe(true);
          expect(walked.left).toContain('Debrief:');
          expect(walked.exitCode).toBe(exitCodes[outcome]);
          expect(workspace.platforms()).toEqual([]);
          expectWholeLogs(workspace);
        },
        300_000,
      );
    }
  },
);
