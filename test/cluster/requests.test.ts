import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRequests, requestsFile, withoutAnswers } from '../fixtures/rehearsal/requests.ts';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployMonitored, type MonitoredPlatform } from './support/monitored-platform.ts';
import { openRecordingProxy, type RecordingProxy } from './support/recording-proxy.ts';
import { requestLines } from './support/request-lines.ts';
import { type Operator, walkRunbook } from './support/walk-runbook.ts';

const minutes = 60_000;

describeWithCluster('what deploy.md and rollback.md ask the API server', (kubeconfig) => {
  let platform: MonitoredPlatform;
  let proxy: RecordingProxy;

  beforeAll(async () => {
    platform = await deployMonitored(kubeconfig, 'requests');
    proxy = await openRecordingProxy(kubeconfig);
  }, 4 * minutes);
  afterAll(async () => {
    proxy.close();
    await platform.end();
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
    'is on the list that the rehearsal answers',
    async () => {
      const none = { answers: { Migration: 'none' } };
      const some = { answers: { Migration: 'compatible' } };
      await deploy('v1.2.6', { ...some, onFailure: () => 'fail it failed' });
      await deploy('v1.2.4', { ...none, onFailure: () => 'roll back it crashes' });
      await deploy('v1.2.3', none, '-p', 'only=analytics');
      const asked = requestLines(proxy.requests, platform.namespace);
      // UPDATE=1 adds what is asked anew; what a faster or slower cluster was asked before stays.
      if (process.env['UPDATE'] === '1') {
        writeFileSync(requestsFile, `${[...new Set([...readRequests(), ...asked])].toSorted().join('\n')}\n`);
      }
      const known = new Set(readRequests().map(withoutAnswers));
      expect(asked.map(withoutAnswers).filter((line) => !known.has(line))).toEqual([]);
    },
    15 * minutes,
  );
});
