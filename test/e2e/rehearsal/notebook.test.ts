import { describe, expect, it } from 'vitest';
import { type NotebookOperator, walkNotebook } from '../../cluster/support/walk-notebook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { type Course, courses, exitCodes } from './courses.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const ways: Readonly<Record<Course['way'], string>> = {
  retry: 'Retry',
  'roll back': 'Roll back with the runbook rollback',
  fail: 'End the session as failed',
};

function operator(way: Course['way']): NotebookOperator {
  return {
    fields: {
      Approver: 'Somebody Else',
      'Key file': '',
      Reason: 'looks right',
      Why: 'the new version is bad',
    },
    menus: { REHEARSAL: 'Begin', 'Run it?': 'Run it', 'It failed:': ways[way] },
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
    it.each(stories)(
      '%s ends as it should',
      async (scenario, { way, outcome }, size) => {
        const workspace = openRehearsalWorkspace();
        const walked = await walkNotebook(workspace, ['deploy', '--rehearse', scenario], operator(way), size);
        expect(walked.screens.at(-1)).toMatch(new RegExp(`[✓✗] ${outcome}\\b`));
        expect(walked.screens.slice(1).every((screen) => screen.includes('REHEARSAL'))).toBe(true);
        expect(walked.left).toContain('Debrief:');
        expect(walked.exitCode).toBe(exitCodes[outcome]);
        expect(workspace.platforms()).toEqual([]);
        expectWholeLogs(workspace);
      },
      240_000,
    );
  },
);
