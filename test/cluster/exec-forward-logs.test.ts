import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemHttp } from '../../src/platform/http.ts';
import { execCheck } from '../../src/steps/checks/exec-check.ts';
import { httpFlow } from '../../src/steps/checks/http-flow.ts';
import { logRate } from '../../src/steps/checks/log-rate.ts';
import { rolloutWait } from '../../src/steps/checks/rollout-wait.ts';
import { makeNamespace, openAs, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway'];
const never = new AbortController().signal;

describeWithCluster('talking to services on a real cluster', (admin) => {
  let target: TestNamespace;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'talk');
    await target.deploy({ services, tag: 'v1.2.3', replicas: 2 });
    await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
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

  it('says which right an account lacks for it', async () => {
    const resources = '--resource=pods,deployments.apps,replicasets.apps';
    await target.kubectl(['create', 'role', 'looks', '--verb=get,list', resources]);
    await target.kubectl(['create', 'rolebinding', 'looks', '--role=looks', '--user=viewer']);
    const viewer = await openAs(`${admin}-viewer`, target.namespace);
    const context = await liveContext({ cluster: viewer, namespace: target.namespace }, services);
    const result = await execCheck.run({ command: ['node', '-e', '1'] }, context);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].observed).toBe(
      `User viewer may not get pods/exec in namespace ${target.namespace}. Ask for the right, or use another context.`,
    );
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

  it('walks from login to report, and goes no further where no token comes', async () => {
    const context = { ...(await liveContext(target, services)), secret: () => 'pa55word' };
    const login = {
      id: 'login',
      method: 'POST',
      path: '/api/auth/login',
      json: { email: 'smoke@example.com', password: '${smoke-password}' },
      capture: { token: { json: '.token', secret: true } },
    };
    const profile = {
      id: 'profile',
      path: '/api/profiles/me',
      headers: { authorization: 'Bearer {token}' },
      expect: { json: { path: '.path', equals: '/api/profiles/me' } },
    };
    const live = { ...context, ports: { ...context.ports, http: systemHttp } };
    const passed = await httpFlow.run({ service: 'api-gateway', requests: [login, profile] }, live);
    expect(passed.summary).toMatch(/^login → profile at api-gateway: as expected, in \d+ ms$/);
    const capture = { token: { json: '.access_token', secret: true } };
    const failed = await httpFlow.run(
      { service: 'api-gateway', requests: [{ ...login, capture }, profile] },
      live,
    );
    expect(failed).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(failed.evidence.at(-1)?.observed).toBe('not asked: login did not pass');
  });

  it('counts the lines of error that v1.2.5 writes, and none of v1.2.3', async () => {
    const context = await liveContext(target, services);
    const calm = await logRate.run({ window: '10m' }, context);
    expect(calm).toMatchObject({ verdict: 'pass' });
    await target.deploy({ services, tag: 'v1.2.5', replicas: 2 });
    const rolledOut = await rolloutWait.run({ deadline: '2m' }, await liveContext(target, services));
    expect(rolledOut.verdict).toBe('pass');
    const forwarding = await target.cluster.forward({ service: 'prod-teei-api-gateway' }, never);
    const plain = { method: 'GET', headers: {}, timeout: 10_000, limit: 1000 };
    try {
      for (let asked = 0; asked < 80; asked += 1) {
        await systemHttp.request({ ...plain, url: `${forwarding.url}/api/journeys` });
      }
    } finally {
      await forwarding.close();
    }
    const result = await logRate.run({ window: '10m', 'max-share-percent': 1 }, context);
    expect(result).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(result.evidence[0].where).toMatch(/^Deployment prod-teei-api-gateway: [2-4] pods$/);
    expect(result.evidence[0].details?.[0]).toMatch(/^\d+×, as in pod \S+: \{"level":"error",/);
  });
});
