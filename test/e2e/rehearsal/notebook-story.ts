import { expect, it } from 'vitest';
import { type NotebookOperator, walkNotebook } from '../../cluster/support/walk-notebook.ts';
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

/** Rehearses the deployment in these scenarios by the keys on the screen, each in a window of one of the sizes. */
export function rehearseInNotebook(scenarios: readonly string[]): void {
  const stories = scenarios.map((scenario, at) => [scenario, sizes[at % 2] ?? sizes[0]] as const);
  it.each(stories)(
    '%s ends as it should',
    async (scenario, size) => {
      const course = courses[scenario];
      if (course === undefined) throw new Error(`there is no scenario ${scenario}`);
      const workspace = openRehearsalWorkspace();
      const args = ['deploy', '--rehearse', scenario];
      const walked = await walkNotebook(workspace, args, operator(course.way), size);
      expect(walked.screens.at(-1)).toMatch(new RegExp(`[✓✗] ${course.outcome}\\b`));
      expect(walked.screens.slice(1).every((screen) => screen.includes('REHEARSAL'))).toBe(true);
      expect(walked.left).toContain('Debrief:');
      expect(walked.exitCode).toBe(exitCodes[course.outcome]);
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    240_000,
  );
}
