import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployMonitored, type MonitoredPlatform } from './support/monitored-platform.ts';
import { type Operator, type Walked, walkRunbook } from './support/walk-runbook.ts';

const minutes = 60_000;

describeWithCluster('verifying the sample platform', (kubeconfig) => {
  let platform: MonitoredPlatform;

  beforeAll(async () => {
    platform = await deployMonitored(kubeconfig, 'verify');
  }, 4 * minutes);
  afterAll(() => platform.end());

  function verify(operator: Operator, env: NodeJS.ProcessEnv = {}): Promise<Walked> {
    const args = ['verify', '--environment', 'production'];
    return walkRunbook(args, { cwd: platform.folder, env: { ...platform.env, ...env }, operator });
  }

  it(
    'finds a healthy platform well: every pod, service and connection, what users do, and the figures',
    async () => {
      const { screen, exitCode } = await verify({});
      expect(screen).toContain('COMPLETED');
      expect(exitCode).toBe(0);
      expect(screen).toMatch(/login → profile → report/);
      expect(screen).toContain('error rate: 0.2 %; expected below 1 % (error-rate-percent)');
      expect(screen).not.toContain('of-the-smoke-user');
      expect(
        platform.monitoring.asked.some((each) => each.includes(`namespace="${platform.namespace}"`)),
      ).toBe(true);
    },
    4 * minutes,
  );
});
