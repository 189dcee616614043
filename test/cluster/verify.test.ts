import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithCluster } from './describe-with-cluster.ts';
import { openMonitoring, type MonitoringServer } from './support/monitoring.ts';
import { deployOverlay, makePlatform, type TestPlatform } from './support/platform.ts';
import { type Operator, type Walked, walkRunbook } from './support/walk-runbook.ts';

const minutes = 60_000;

describeWithCluster('verifying the sample platform', (kubeconfig) => {
  let platform: TestPlatform;
  let monitoring: MonitoringServer;

  beforeAll(async () => {
    monitoring = await openMonitoring();
    platform = makePlatform(kubeconfig, 'verify', monitoring.endpoints);
    monitoring.watch(platform.namespace);
    deployOverlay(platform);
  }, 4 * minutes);
  afterAll(async () => {
    platform.remove();
    await monitoring.close();
  });

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
      expect(monitoring.asked.some((each) => each.includes(`namespace="${platform.namespace}"`))).toBe(true);
    },
    4 * minutes,
  );
});
