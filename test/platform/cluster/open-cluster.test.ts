import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import { type Answer, apiServer, kubeconfigFor, sendJson, sendStatus } from './api-server.ts';

const apps = { resources: [{ name: 'deployments', kind: 'Deployment', namespaced: true }] };

async function withServer<T>(
  answer: Answer,
  use: (server: Awaited<ReturnType<typeof apiServer>>) => Promise<T>,
): Promise<T> {
  const server = await apiServer(answer);
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

function endpoint(name: string, ready: boolean) {
  return {
    addresses: ['10.0.0.1'],
    conditions: { ready },
    targetRef: { name },
  };
}

function slice(...endpoints: readonly unknown[]) {
  return {
    metadata: { labels: { 'kubernetes.io/service-name': 'api' } },
    endpoints,
  };
}

describe('calls to the API server', () => {
  it('are repeated while it fails, if repeating is safe', async () => {
    const answers = [503, 429, 200];
    await withServer(
      (_asked, response) => sendJson(response, answers.shift() ?? 200, { metadata: { name: 'a', uid: 'u' } }),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        await expect(cluster.getJob('a')).resolves.toMatchObject({ name: 'a' });
        expect(server.asked).toHaveLength(3);
        expect(server.asked[0]?.headers.authorization).toBe('Bearer a-token');
      },
    );
  });

  it('are not repeated when a Job may have been created', async () => {
    await withServer(
      (_asked, response) => sendStatus(response, 500, 'etcd timed out'),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        await expect(cluster.createJob({ kind: 'Job' })).rejects.toMatchObject({ reason: 'server' });
        expect(server.asked).toHaveLength(1);
      },
    );
  });

  it('say that the server can’t be reached, and ask for the VPN', async () => {
    const closed = await withServer(
      () => undefined,
      (server) => Promise.resolve(server.url),
    );
    const cluster = await openCluster({ kubeconfig: await kubeconfigFor(closed), env: {} });
    await expect(cluster.getJob('a')).rejects.toMatchObject({
      reason: 'unreachable',
      message: `Can’t reach ${closed}: connection refused. Is the VPN up?`,
    });
  });

  it('do not take a load balancer’s page for the cluster’s word', async () => {
    const answers = [404, 403, 200];
    await withServer(
      (_asked, response) => {
        const status = answers.shift() ?? 200;
        if (status === 200) return sendJson(response, 200, { metadata: { name: 'a' } });
        response.writeHead(status, { 'content-type': 'text/html' });
        response.end('<html>no backend</html>');
      },
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        await expect(cluster.getJob('a')).resolves.toMatchObject({ name: 'a' });
      },
    );
  });

  it('carry the token of a token file, as kubectl’s do', async () => {
    await withServer(
      (_asked, response) => sendJson(response, 200, { metadata: { name: 'a' } }),
      async (server) => {
        const kubeconfig = await kubeconfigFor(server.url, 'from-a-file');
        const cluster = await openCluster({ kubeconfig, env: {} });
        await cluster.getJob('a');
        expect(server.asked[0]?.headers.authorization).toBe('Bearer from-a-file');
      },
    );
  });

  it('keep fields that this program does not know', async () => {
    const object = { metadata: { name: 'api' }, spec: { fieldOfTheFuture: { deep: [1] } } };
    await withServer(
      (asked, response) =>
        sendJson(response, 200, asked.url.pathname === '/apis/apps/v1' ? apps : { items: [object] }),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        const found = await cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] });
        expect(found).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', ...object }]);
      },
    );
  });

  it('find that a kind is not served in any version', async () => {
    await withServer(
      (_asked, response) => sendStatus(response, 404, 'the server could not find the requested resource'),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        const kind = {
          kind: 'HorizontalPodAutoscaler',
          apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
        } as const;
        await expect(cluster.list(kind)).resolves.toBeUndefined();
      },
    );
  });

  it('apply on the server’s side, in the pinned namespace only', async () => {
    await withServer(
      (asked, response) =>
        sendJson(response, 200, asked.method === 'GET' ? apps : { metadata: { name: 'api' } }),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
        const how = { fieldManager: 'teei-runbook', force: true, dryRun: true };
        await cluster.serverSideApply(manifest, how);
        const patch = server.asked.find((one) => one.method === 'PATCH');
        expect(patch?.headers['content-type']).toBe('application/apply-patch+yaml');
        expect(`${patch?.url.pathname ?? ''}${patch?.url.search ?? ''}`).toBe(
          '/apis/apps/v1/namespaces/shop/deployments/api?fieldManager=teei-runbook&force=true&dryRun=All',
        );
        const elsewhere = { ...manifest, metadata: { name: 'api', namespace: 'other' } };
        await expect(cluster.serverSideApply(elsewhere, how)).rejects.toMatchObject({ reason: 'invalid' });
      },
    );
  });

  it.each([
    [true, '/apis/apps/v1/namespaces/shop/deployments?fieldManager=teei-runbook&dryRun=All', 2],
    [false, '/apis/apps/v1/namespaces/shop/deployments?fieldManager=teei-runbook', 1],
  ])('create (dry run: %s), and are repeated only if nothing is kept', async (dryRun, path, times) => {
    const answers = [503, 201];
    await withServer(
      (asked, response) =>
        asked.method === 'GET'
          ? sendJson(response, 200, apps)
          : sendJson(response, answers.shift() ?? 201, { metadata: { name: 'api' } }),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
        const created = cluster.create(manifest, { fieldManager: 'teei-runbook', dryRun });
        const ended = await created.then(
          () => 'created',
          () => 'failed',
        );
        expect(ended).toBe(dryRun ? 'created' : 'failed');
        const posts = server.asked.filter(({ method }) => method === 'POST');
        expect(posts.map(({ url }) => url.pathname + url.search)).toEqual(Array(times).fill(path));
      },
    );
  });

  it('count an endpoint once, wherever it is listed', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      '/apis/discovery.k8s.io/v1': {
        resources: [{ name: 'endpointslices', kind: 'EndpointSlice', namespaced: true }],
      },
      '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices': {
        items: [slice(endpoint('a', true), endpoint('b', false)), slice(endpoint('a', true))],
      },
      '/api/v1/namespaces/shop/services': {
        items: [
          { metadata: { name: 'api' }, spec: { selector: { app: 'api' } } },
          { metadata: { name: 'external' }, spec: {} },
        ],
      },
    };
    await withServer(
      (asked, response) => sendJson(response, 200, answers[asked.url.pathname]),
      async (server) => {
        const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
        await expect(cluster.endpoints()).resolves.toEqual([{ service: 'api', ready: 1, notReady: 1 }]);
      },
    );
  });
});
