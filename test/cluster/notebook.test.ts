import { expect, it } from 'vitest';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployOverlay, makePlatform } from './support/platform.ts';
import { walkNotebook } from './support/walk-notebook.ts';
import { runProgram } from '../e2e/program.ts';

const minutes = 60_000;

describeWithCluster('the notebook on a cluster', (kubeconfig) => {
  it(
    'shows a deployment that crashes service by service, and rolls it back from the same screen',
    async () => {
      const platform = makePlatform(kubeconfig, 'notebook');
      try {
        deployOverlay(platform);
        const seen = new Set<string>();
        const walked = await walkNotebook(
          platform,
          ['deploy', '-p', 'version=v1.2.4', '--environment', 'production'],
          {
            answers: { Migration: 'none' },
            onFailure: { key: 'R', reason: 'it crashes' },
            looks: (rows) => rows.forEach((row) => seen.add(row.trim())),
          },
        );
        const all = [...seen].join('\n');
        expect(all).toContain('PRODUCTION');
        // The live table of the rollout, while it runs.
        expect(all).toMatch(/discord-bot\s.*(?:working|waiting)/);
        expect(all).toContain('fatal: JWT_SECRET is not set');
        expect(walked.last).toContain('ROLLED-BACK');
        expect(walked.left).toContain('ROLLED-BACK');
        expect(walked.exitCode).toBe(1);
        const verified = runProgram(['sessions', 'verify'], { cwd: platform.folder, env: platform.env });
        expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
      } finally {
        platform.remove();
      }
    },
    8 * minutes,
  );
});
