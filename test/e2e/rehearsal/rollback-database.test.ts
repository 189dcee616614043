import { describe, expect, it } from 'vitest';
import { walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const bothApprove = ['approve "Somebody Else" looks right', 'approve "A Second One" looks right'];

describe.skipIf(!isInstalled('kubectl'))('rollback-database.md, rehearsed', () => {
  it.each([
    [
      'backup',
      [
        /passed stop-writers: 17 stopped, nothing writes/,
        /platform\.yaml names no program for it/,
        /passed start-writers: 17 started, each as it was before/,
        /passed database-rollout: 16 of 16/,
      ],
    ],
    [
      'down',
      [
        /The last migration was rolled back\./,
        /passed migrate-down/,
        /skipped stop-writers: its condition does not hold/,
      ],
    ],
  ] as const)(
    '%s: two people approve it, and all services run again',
    async (way, shows) => {
      const workspace = openRehearsalWorkspace();
      const args = ['rollback-database', '--rehearse', '-p', `way=${way}`, '-p', 'migration=irreversible'];
      const more = way === 'backup' ? ['-p', 'backup=nightly'] : ['-p', 'version=v1.2.3'];
      const walked = await walkRunbook([...args, ...more], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: {
          says: { 'approve-database': bothApprove, 'approve-irreversible-down': bothApprove },
          onFailure: () => 'fail it went wrong',
        },
      });
      for (const text of shows) expect(walked.screen).toMatch(text);
      expect(walked.screen).toMatch(/ COMPLETED(?::| steps)/);
      expect(walked.exitCode).toBe(0);
      expectWholeLogs(workspace);
    },
    120_000,
  );
});
