import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployOverlay, makePlatform, type TestPlatform } from './support/platform.ts';
import { openRecordingProxy, type RecordingProxy } from './support/recording-proxy.ts';
import { requestLines } from './support/request-lines.ts';
import { type Operator, walkRunbook } from './support/walk-runbook.ts';

const minutes = 60_000;
const list = join(import.meta.dirname, '..', 'fixtures', 'rehearsal', 'requests.txt');

describeWithCluster('what deploy.md and rollback.md ask the API server', (kubeconfig) => {
  let platform: TestPlatform;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    platform = makePlatform(kubeconfig, 'requests');
    deployOverlay(platform);
    proxy = await openRecordingProxy(kubeconfig);
  }, 4 * minutes);
  afterAll(() => {
    proxy.close();
    platform.remove();
  });

  function deploy(version: string, operator: Operator, ...more: readonly string[]): Promise<unknown> {
    platform.git('checkout', '--quiet', '--', 'k8s');
    const throughProxy = join(platform.folder, '.run-kubeconfig');
    writeFileSync(throughProxy, proxy.kubeconfig);
    const env = {
      ...platform.env,
      KUBECONFIG: throughProxy,
      // Fresh, so that discovery is asked for too.
      KUBECACHEDIR: join(platform.folder, '.cache'),
    };
    const args = ['deploy', '-p', `version=${version}`, '--environment', 'production', ...more];
    return walkRunbook(args, { cwd: platform.folder, env, operator });
  }

  it(
    'is the list that a rehearsal answers',
    async () => {
      await deploy('v1.2.6', { answers: { Migration: 'compatible' }, onFailure: () => 'fail it failed' });
      await deploy(
        'v9.9.9',
        { answers: { Migration: 'none' }, onFailure: () => 'roll back no image' },
        '-p',
        'only=analytics',
      );
      await deploy('v1.2.4', { answers: { Migration: 'none' }, onFailure: () => 'roll back it crashes' });
      await deploy('v1.2.3', { answers: { Migration: 'compatible' } });
      const asked = requestLines(proxy.requests, platform.namespace);
      await expect(`${asked.join('\n')}\n`).toMatchFileSnapshot(list);
    },
    15 * minutes,
  );
});
