import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../e2e/program.ts';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployMonitored, type MonitoredPlatform } from './support/monitored-platform.ts';
import type { TestPlatform } from './support/platform.ts';
import { type NotebookWalked, walkNotebook } from './support/walk-notebook.ts';

const services = 16;
const minutes = 60_000;

describeWithCluster('a deployment in the notebook', (kubeconfig) => {
  let platform: MonitoredPlatform;

  beforeAll(async () => {
    platform = await deployMonitored(kubeconfig, 'notebook');
  }, 4 * minutes);
  afterAll(() => platform.end());

  function deploy(version: string, columns: number, rows: number): Promise<NotebookWalked> {
    // What the case before left in the overlay is not this one's.
    platform.git('checkout', '--quiet', '--', 'k8s');
    const operator = {
      fields: {
        Approver: 'Somebody Else',
        'Key file': '',
        Reason: 'looks right',
        Announce: 'nobody',
        Migration: 'compatible',
        Why: 'it crashes',
      },
      menus: {
        'Run it?': ['Run it'],
        'It failed:': ['Roll back everything', 'Roll back with the runbook rollback'],
        'How are the services': ['Restore the state'],
      },
    };
    const args = ['deploy', '-p', `version=${version}`, '--environment', 'production'];
    return walkNotebook(platform, args, operator, { columns, rows });
  }

  it(
    'v1.2.4: the failed wave says why, and the rollback from its ways on brings back what was',
    async () => {
      const before = images(platform);
      const walked = await deploy('v1.2.4', 80, 24);
      const failed = walked.screens.find((screen) => screen.includes('✗ FAILED')) ?? '';
      const said = failed.replaceAll(/[\s│]+/g, ' ');
      expect(said).toMatch(
        /discord-bot: CrashLoopBackOff in pod prod-teei-discord-bot-\S+, container discord-bot: .* exit code 1 /,
      );
      expect(said).toContain('last log lines: fatal: JWT_SECRET is not set');
      const end = walked.screens.at(-1) ?? '';
      expect(end).toContain('✗ ROLLED-BACK');
      // All of rollback.md's, however many it has.
      expect(end).toMatch(/\b(\d+) of \1 steps/);
      expect(walked.exitCode).toBe(1);
      expect(walked.left).toContain('ROLLED-BACK');
      expect(images(platform)).toEqual(before);
      expect(sessionOn(end)).toBe(sessionOn(failed));
    },
    8 * minutes,
  );

  it(
    'v1.2.2 → v1.2.3: all sixteen, walked by the keys on the screen to the completed end',
    async () => {
      const walked = await deploy('v1.2.3', 120, 40);
      const end = walked.screens.at(-1) ?? '';
      expect(end).toContain('✓ COMPLETED');
      expect(end).toMatch(/(\d+) of \1 steps/);
      expect(walked.exitCode).toBe(0);
      expect(walked.left).toContain('COMPLETED');
      const after = images(platform);
      expect(after).toHaveLength(services);
      expect(after.every((image) => image.endsWith(':v1.2.3'))).toBe(true);
      const verified = runProgram(['sessions', 'verify', sessionOn(end)], {
        cwd: platform.folder,
        env: platform.env,
      });
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    },
    15 * minutes,
  );
});

/** The session that a screen names. */
function sessionOn(screen: string): string {
  const id = /session(?:s show)? (\d{8}-\S+)/.exec(screen)?.[1];
  if (id === undefined) throw new Error(`no session is named:\n${screen}`);
  return id;
}

/** What each Deployment is to run, by the name of the Deployment. */
function images({ kubectl, namespace }: TestPlatform): readonly string[] {
  const path = '{range .items[*]}{.metadata.name} {.spec.template.spec.containers[*].image}{"\\n"}{end}';
  return kubectl('get', 'deployments', '-n', namespace, '--sort-by=.metadata.name', '-o', `jsonpath=${path}`)
    .trim()
    .split('\n');
}
