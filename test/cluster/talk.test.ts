import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemHttp } from '../../src/platform/http.ts';
import { execCheck } from '../../src/steps/checks/exec-check.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway'];
const never = new AbortController().signal;

describeWithCluster('talking to services on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'talk');
    await target.deploy({ services, tag: 'v1.2.3', replicas: 2 });
    const rolledOut = await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
    expect(rolledOut.verdict).toBe('pass');
  });
  afterAll(() => target.remove());

  it('asks every pod by a command in it', async () => {
    const context = await liveContext(target, services);
    const command = ['node', '-e', "require('./dist/db').pool()"];
    const json = { path: '.total', equals: 20 };
    const result = await execCheck.run({ command, stdout: { json } }, context);
    expect(result).toMatchObject({ verdict: 'pass' });
    expect(result.summary).toMatch(/: 2 pods answered as expected$/);
    expect(result.evidence).toHaveLength(2);
    const waiting = { json: { path: '.waiting', equals: 1 } };
    const failed = await execCheck.run({ command, stdout: waiting }, context);
    expect(failed).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(failed.evidence[0].observed).toContain('.waiting is "0"');
  });

  it('says that a container has no such program', async () => {
    const context = await liveContext(target, services);
    const result = await execCheck.run({ command: ['python3', '--version'] }, context);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].observed).toMatch(/python3|exit code 12[67]/);
  });

  it('ends a command that does not, and keeps what it wrote within the limit', async () => {
    const { pods } = await target.cluster.look(['pods']);
    const [pod] = pods;
    const asked = { pod: pod?.name ?? '', container: 'api-gateway', timeout: 20_000, limit: 10 };
    const listed = await target.cluster.exec(
      { ...asked, command: ['sh', '-c', 'echo 0123456789abc; exit 5'] },
      never,
    );
    expect(listed).toEqual({ exitCode: 5, stdout: '0123456789', stderr: '', truncated: true });
    const began = performance.now();
    await expect(
      target.cluster.exec({ ...asked, timeout: 1500, command: ['sh', '-c', 'sleep 60'] }, never),
    ).rejects.toMatchObject({ reason: 'timeout' });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('leads a port of this machine to a pod behind a Service', async () => {
    const forwarding = await target.cluster.forward({ service: 'prod-teei-api-gateway', port: 80 }, never);
    const plain = { method: 'GET', headers: {}, timeout: 10_000, limit: 1000 };
    try {
      const answer = await systemHttp.request({ ...plain, url: `${forwarding.url}/health` });
      expect(forwarding.trouble()).toBeUndefined();
      expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    } finally {
      await forwarding.close();
    }
    expect(await systemHttp.request({ ...plain, url: forwarding.url })).toMatchObject({
      kind: 'unreachable',
    });
  });
});
