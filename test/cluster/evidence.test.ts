import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceCollect } from '../../src/steps/actions/evidence-collect.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

describeWithCluster('evidence.collect on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'evidence');
  });

  afterAll(() => target.remove());

  it('keeps why a crash loop fails, in files that only their owner can read', async () => {
    const services = ['api-gateway', 'analytics'];
    await target.kubectl(['create', 'secret', 'generic', 'db', '--from-literal=url=postgres://a:hunter2@db']);
    await target.deploy({ services: ['analytics'], tag: 'v1.2.3', replicas: 1 });
    await target.deploy({ services: ['api-gateway'], tag: 'v1.2.4', replicas: 1 });
    const context = await liveContext(target, services);
    expect((await rolloutWait.run({ deadline: '2m' }, context)).failing).toEqual(['api-gateway']);
    const result = await evidenceCollect.run({ within: '30s' }, context);
    expect(result).toMatchObject({ verdict: 'pass' });
    const read = (path: string): string => readFileSync(join(context.stepDir, path), 'utf8');
    const page = read('index.md');
    expect(page).toContain('CrashLoopBackOff');
    expect(page).toContain('fatal: JWT_SECRET is not set');
    expect(read('objects/secret.yaml')).toContain('name: db');
    expect(read('histories.txt')).toMatch(/revision 1 .*teei-api-gateway:v1\.2\.4/);
    expect(read('metrics/analytics.txt')).not.toBe('');
    const logs = [...page.matchAll(/\((logs\/[^)]*api-gateway[^)]*)\)/g)].map(([, path = '']) => read(path));
    expect(logs.join('')).toContain('fatal: JWT_SECRET is not set');
    expect((await stat(join(context.stepDir, 'index.md'))).mode & 0o777).toBe(0o600);
  });
});
