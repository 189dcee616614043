import { describe, expect, it } from 'vitest';
import { walkRunbook } from '../../cluster/support/walk-runbook.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { expectWholeLogs } from '../support/workspace.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

/** Items of the deployment beside which a machine can look. */
const looked = [
  'kustomize',
  'helm',
  'vault',
  'access-cluster',
  'access-github',
  'access-registry',
  'access-vault',
  'credential-kubeconfig',
  'credential-github',
  'merged',
  'ci',
  'scans',
  'staging',
  'release-notes',
  'nodes',
  'quotas',
  'autoscalers',
  'disruption-budgets',
  'certificates',
  'calendar',
  'manifests-saved',
  'tags-documented',
  'warnings',
  'verify.recent-warnings',
  'dashboards',
];
const looks = Object.fromEntries(looked.map((step) => [step, ['check', 'yes']]));

/** Forty steps with a real kubectl, on a machine that may be busy. */
const patience = 180_000;

/** Where each of these stops, and how a good operator ends it. */
const stops = [
  ['image-missing', 'apply', 'roll back it can not be pulled', 'It was rolled back at apply'],
  ['out-of-memory', 'apply', 'roll back it needs more', 'It was rolled back at apply'],
  ['migration-fails', 'migrate', 'fail the migration failed', 'It was stopped at migrate'],
] as const;

describe.skipIf(!isInstalled('kubectl'))('the deployment, rehearsed by lines', () => {
  it(
    'healthy: every look finds all well, and it is completed',
    async () => {
      const workspace = openRehearsalWorkspace();
      const { exitCode, screen } = await walkRunbook(['deploy', '--rehearse', 'healthy', '--pace', '50'], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: { says: looks },
      });
      expect(screen).toContain('COMPLETED');
      expect(exitCode).toBe(0);
      const events = await workspace.events();
      const bad = events.filter((event) => event.type === 'step.finished' && event.result !== 'passed');
      expect(bad).toEqual([]);
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    patience,
  );

  it(
    'crash-loop: it stops at the first wave and is rolled back, signed by the people of the rehearsal',
    async () => {
      const workspace = openRehearsalWorkspace();
      const { exitCode, screen } = await walkRunbook(['deploy', '--rehearse', 'crash-loop', '--pace', '50'], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: {
          says: { approve: ['approve "Rehearsal release manager" looks right'] },
          answers: { 'Key file of the approver': 'release-manager' },
          onFailure: () => 'roll back it crashes',
        },
      });
      expect(screen).toContain('Cannot find module');
      expect(screen).toContain('FAILED apply');
      expect(screen).toContain('ROLLED-BACK');
      expect(exitCode).toBe(1);
      expect(workspace.platforms()).toEqual([]);
      expectWholeLogs(workspace);
    },
    patience,
  );

  it.each(stops)(
    '%s: it stops at %s, and ends as it should',
    async (scenario, step, decision, told) => {
      const workspace = openRehearsalWorkspace();
      const { exitCode, screen } = await walkRunbook(['deploy', '--rehearse', scenario, '--pace', '50'], {
        cwd: workspace.folder,
        env: workspace.env,
        operator: { onFailure: () => decision },
      });
      expect(screen).toContain(`FAILED ${step} `);
      expect(screen).toContain(told);
      expect(exitCode).toBe(1);
      expect(workspace.platforms()).toEqual([]);
    },
    patience,
  );
});
