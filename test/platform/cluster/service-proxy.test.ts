import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import type { ServiceRequest } from '../../../src/steps/ports/cluster.ts';
import type { HttpAnswer } from '../../../src/steps/ports/http.ts';
import { type Answer, type Asked, apiServer, sendJson } from './api-server.ts';

const request: ServiceRequest = {
  service: 'prod-api',
  port: 80,
  method: 'GET',
  path: '/health?deep=1',
  timeout: 2000,
  limit: 100,
};

async function ask(
  answer: Answer,
  more: Partial<ServiceRequest> = {},
): Promise<{ readonly given: HttpAnswer; readonly asked: readonly Asked[] }> {
  const server = await apiServer(answer);
  try {
    const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
    return { given: await cluster.askService({ ...request, ...more }), asked: server.asked };
  } finally {
    await server.close();
  }
}

describe('asking a Service through the API server', () => {
  it('asks in the pinned namespace by name and port, and hands the whole path on', async () => {
    const { given, asked } = await ask((_, response) => sendJson(response, 200, { status: 'ok' }));
    expect(given).toMatchObject({ kind: 'answer', status: 200, body: '{"status":"ok"}', truncated: false });
    expect(asked.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      'GET /api/v1/namespaces/shop/services/prod-api:80/proxy/health?deep=1',
    ]);
  });

  it('sends a body with its type', async () => {
    const { asked } = await ask((_, response) => sendJson(response, 201, {}), {
      method: 'POST',
      body: '{"a":1}',
    });
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(asked[0]?.headers['content-type']).toBe('application/json');
  });

  it('takes whatever the service says for an answer, and asks no second time', async () => {
    const { given, asked } = await ask((_, response) => sendJson(response, 500, { error: 'no database' }));
    expect(given).toMatchObject({ kind: 'answer', status: 500, body: '{"error":"no database"}' });
    expect(asked).toHaveLength(1);
  });

  it('keeps no more of a body than is wanted', async () => {
    const { given } = await ask((_, response) => response.end('x'.repeat(5000)));
    expect(given).toMatchObject({ kind: 'answer', truncated: true, body: 'x'.repeat(100) });
  });

  it.each([
    [503, 'no endpoints available for service "prod-api"'],
    [404, 'services "prod-api" not found'],
    [502, 'error trying to reach service: dial tcp 10.0.0.1:3000: connect: connection refused'],
  ])(
    'tells what the API server itself could not reach from what the service said: %i',
    async (status, message) => {
      const refusal = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: status };
      const { given } = await ask((_, response) => sendJson(response, status, refusal));
      expect(given).toEqual({ kind: 'unreachable', reason: message });
    },
  );

  it('rejects where the account may not, and where nobody answers in time', async () => {
    const forbidden = 'services "prod-api:80" is forbidden: User "v" cannot get resource "services/proxy"';
    const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: forbidden, code: 403 };
    await expect(ask((_, response) => sendJson(response, 403, status))).rejects.toMatchObject({
      reason: 'forbidden',
    });
    await expect(ask(() => undefined, { timeout: 50 })).rejects.toMatchObject({ reason: 'timeout' });
  });
});
