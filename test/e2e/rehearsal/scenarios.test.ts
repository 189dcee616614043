import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { type Course, courses, exitCodes } from './courses.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const says: Readonly<Record<Course['way'], string>> = {
  retry: 'retry',
  'roll back': 'roll back the new version is bad',
  fail: 'fail it can not go on like this',
};

describe.skipIf(!isInstalled('kubectl'))('runbooks, rehearsed', () => {
  it('has a course for every scenario that comes with the library, those of runbooks with tests of their own apart', () => {
    const folder = join(import.meta.dirname, '../../../runbooks/scenarios');
    const files = readdirSync(folder)
      .filter(
        (name) => !/^runbook: (?:troubleshoot\/|incident$)/m.test(readFileSync(join(folder, name), 'utf8')),
      )
      .map((name) => basename(name, '.yaml'));
    expect(Object.keys(courses)).toEqual(files.toSorted());
  });

  it.each(Object.entries(courses))(
    '%s ends as it should',
    async (scenario, { runbook = 'deploy', way, outcome, shows }) => {
      const workspace = openRehearsalWorkspace();
      const walked = await walkRunbook([runbook, '--rehearse', scenario], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: { onFailure: () => says[way] },
      });
      expect(walked.screen).toMatch(shows);
      expect(walked.screen).toMatch(new RegExp(` ${outcome}(?::|  ?steps)`));
      expect(walked.exitCode).toBe(exitCodes[outcome]);
      const debrief = walked.screen.slice(walked.screen.indexOf('Debrief: '));
      expect(debrief).toContain('as it should be.');
      // The mark of what was done in another way than a good operator does it.
      expect(debrief).not.toContain(' ! ');
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    180_000,
  );
});
