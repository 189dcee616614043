import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import type { Cluster, Right } from '../../../src/steps/ports/cluster.ts';
import { type Answer, apiServer, sendJson, sendStatus } from './api-server.ts';

async function asking<T>(
  answer: Answer,
  ask: (cluster: Cluster) => Promise<T>,
): Promise<{ readonly answered: T; readonly asked: Awaited<ReturnType<typeof apiServer>>['asked'] }> {
  const server = await apiServer(answer);
  try {
    const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
    return { answered: await ask(cluster), asked: server.asked };
  } finally {
    await server.close();
  }
}

const rights: readonly Right[] = [
  { verb: 'get', group: 'apps', resource: 'deployments' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
  { verb: 'list', group: '', resource: 'nodes', clusterWide: true },
];

describe('rights', () => {
  it('are asked for one by one, in the namespace or in the whole cluster, and answered in order', async () => {
    const { answered, asked } = await asking(
      ({ body }, response) => {
        const allowed = !body.includes('"log"');
        sendJson(response, 201, {
          status: { allowed, ...(allowed ? {} : { reason: 'no RBAC policy matched' }) },
        });
      },
      (cluster) => cluster.may(rights),
    );
    expect(answered.map(({ allowed, reason }) => [allowed, reason])).toEqual([
      [true, ''],
      [false, 'no RBAC policy matched'],
      [true, ''],
    ]);
    const attributes = asked.map(({ body }) => body.replace(/^.*"resourceAttributes":|\}\}$/g, ''));
    expect(new Set(attributes)).toEqual(
      new Set([
        '{"verb":"get","resource":"deployments","group":"apps","namespace":"shop"}',
        '{"verb":"get","resource":"pods","subresource":"log","group":"","namespace":"shop"}',
        '{"verb":"list","resource":"nodes","group":""}',
      ]),
    );
  });

  it('are denied, not guessed, where the server gives no clear answer', async () => {
    const { answered } = await asking(
      (_asked, response) => sendJson(response, 201, { status: { evaluationError: 'webhook failed' } }),
      (cluster) => cluster.may(rights.slice(0, 1)),
    );
    expect(answered).toMatchObject([{ allowed: false, reason: 'webhook failed' }]);
  });

  it('are asked for again while the server fails', async () => {
    const failures = [429, 503];
    const { answered, asked } = await asking(
      (_asked, response) => {
        const failure = failures.shift();
        if (failure === undefined) sendJson(response, 201, { status: { allowed: true } });
        else sendStatus(response, failure, 'later');
      },
      (cluster) => cluster.may(rights.slice(0, 1)),
    );
    expect(answered).toMatchObject([{ allowed: true }]);
    expect(asked).toHaveLength(3);
  });
});

describe('the server’s clock', () => {
  it('is read from its answers', async () => {
    const told = 'Mon, 02 Mar 2026 10:00:00 GMT';
    const { answered } = await asking(
      (_asked, response) => {
        response.setHeader('date', told);
        sendJson(response, 200, { gitVersion: 'v1.30.0' });
      },
      (cluster) => cluster.time(),
    );
    expect(answered).toBe(Date.parse(told));
  });

  it('is not known where the answer does not tell it', async () => {
    const { answered } = await asking(
      (_asked, response) => {
        response.sendDate = false;
        sendJson(response, 200, {});
      },
      (cluster) => cluster.time(),
    );
    expect(answered).toBeUndefined();
  });
});

describe('a list', () => {
  it('can be of what a field selector means', async () => {
    const secrets = { resources: [{ name: 'secrets', kind: 'Secret', namespaced: true }] };
    const { asked } = await asking(
      ({ url }, response) => sendJson(response, 200, url.pathname === '/api/v1' ? secrets : { items: [] }),
      (cluster) =>
        cluster.list({ kind: 'Secret', apiVersions: ['v1'] }, { fieldSelector: 'type=kubernetes.io/tls' }),
    );
    const url = asked.at(-1)?.url;
    expect([url?.pathname, url?.search]).toEqual([
      '/api/v1/namespaces/shop/secrets',
      '?fieldSelector=type%3Dkubernetes.io%2Ftls',
    ]);
  });
});
