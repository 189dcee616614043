import { describe, expect, it } from 'vitest';
import { type Operator, walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace, type RehearsalWorkspace } from './rehearsal-workspace.ts';

/** A deployment that crashes and is rolled back, with a real kubectl, on a machine that may be busy. */
const patience = 180_000;

interface Course {
  readonly exitCode: number;
  readonly screen: string;
  readonly workspace: RehearsalWorkspace;
}

async function crash(operator: Operator): Promise<Course> {
  const workspace = openRehearsalWorkspace();
  const args = ['deploy', '--rehearse', 'crash-loop', '--pace', '20'];
  const walked = await walkRunbook(args, { cwd: workspace.folder, env: workspace.env, operator });
  return { ...walked, workspace };
}

describe.skipIf(!isInstalled('kubectl'))('the ways back, rehearsed', () => {
  it.each([
    ['snapshot', /passed rollback\.restore: 1 of 34 objects restored/],
    ['revision', /passed rollback\.back-to-revisions: 1 of 16 went back, 15 were there already/],
    ['redeploy', /passed rollback\.apply-previous/],
  ] as const)(
    '%s: every service runs again what ran before, by digest',
    async (way, shows) => {
      const { exitCode, screen, workspace } = await crash({
        says: { 'rollback.way-back': [way] },
        answers: { Revisions: '' },
        onFailure: (step) =>
          step.startsWith('rollback.') ? 'fail it does not go back' : 'roll back it crashes',
      });
      expect(screen).toMatch(shows);
      expect(screen).toContain('16 of 16 run what ran when the snapshot was taken');
      expect(screen).toContain('ROLLED-BACK');
      expect(exitCode).toBe(1);
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    patience,
  );

  it(
    'that service only: the failing one goes back, and the log says for which it was',
    async () => {
      const { exitCode, screen, workspace } = await crash({
        onFailure: (step) =>
          step.startsWith('rollback.') ? 'fail it does not go back' : 'roll back only it crashes',
      });
      expect(screen).toContain('roll back only [REASON] (discord-bot)');
      expect(screen).toContain('Now in rollback for discord-bot only');
      expect(screen).toContain('1 of 1 run what ran when the snapshot was taken');
      expect(screen).toContain('ROLLED-BACK');
      expect(exitCode).toBe(1);
      const events = await workspace.events();
      const entered = events.filter((event) => event.type === 'branch.entered');
      expect(entered).toMatchObject([{ branch: 'rollback', params: { only: 'discord-bot' } }]);
      expect(screen).toContain('passed rollback.restore: 1 of 2 objects restored');
      expectWholeLogs(workspace);
    },
    patience,
  );
});
