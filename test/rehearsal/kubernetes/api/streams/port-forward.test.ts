import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiServer, listenApi } from '../../../../../src/rehearsal/kubernetes/api/server.ts';
import { openPortForward } from '../../../../../src/rehearsal/kubernetes/api/streams/port-forward.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';
import { compressedSchedule } from '../../../../../src/rehearsal/time/schedule.ts';
import { hasKubectl, type Kubectl, kubectlFor } from '../../../../fixtures/rehearsal/kubectl.ts';
import { serve, servingWorld } from '../../../../fixtures/rehearsal/serving-world.ts';
import { joined, type SpdyClient } from '../../../../fixtures/rehearsal/spdy-client.ts';

let server: ApiServer | undefined;
let kubectl: Kubectl | undefined;

afterEach(async () => {
  await server?.close();
  kubectl?.remove();
  server = undefined;
  kubectl = undefined;
});

async function listening(): Promise<string> {
  const world: World = { ...servingWorld(), schedule: compressedSchedule(100) };
  serve(world, 'reporting', 1);
  server = await listenApi(world);
  return server.url;
}

/** Opens, in a port-forward, the two streams of one connection to a port. */
async function connected(port: string): Promise<SpdyClient> {
  const world: World = { ...servingWorld(), schedule: compressedSchedule(100) };
  serve(world, 'reporting', 1);
  const pod = world.store.get('pods', 'prod', 'prod-teei-reporting-0');
  if (pod === undefined) throw new Error('there is no pod');
  const { client, link } = joined();
  openPortForward(world, pod, link);
  await client.open(1, { streamtype: 'error', port, requestid: '0' });
  client.send(1, '', true);
  await client.open(3, { streamtype: 'data', port, requestid: '0' });
  return client;
}

describe('port-forward', () => {
  it('carries a connection to the container that listens', async () => {
    const client = await connected('3000');
    client.send(3, 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    await client.ended(3);
    expect(client.carried(3)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(client.carried(3)).toContain('{"status":"ok","service":"reporting","version":"v1.2.2"}');
    client.send(3, '', true);
    await client.ended(1);
    expect(client.carried(1)).toBe('');
  });

  it('tells of a port that nothing listens on', async () => {
    const client = await connected('99');
    await client.ended(1);
    expect(client.carried(1)).toContain('failed to connect to localhost:99');
  });

  it.each([
    [{ Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'SPDY/3.1+portforward.k8s.io' }, 101],
    [{ Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'something.else' }, 400],
    [{ Upgrade: 'SPDY/3.1', 'X-Stream-Protocol-Version': 'portforward.k8s.io' }, 101],
    [{ Upgrade: 'SPDY/3.1' }, 400],
  ])('is asked for with %j and answered with %i', async (headers, status) => {
    const asked = get(`${await listening()}${portForward}`, { headers: { ...webSocket, ...headers } });
    const answered = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
    expect(answered[0]).toMatchObject({ statusCode: status });
    asked.destroy();
  });
});

const portForward = '/api/v1/namespaces/prod/pods/prod-teei-reporting-0/portforward';
const webSocket = {
  Connection: 'Upgrade',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe.skipIf(!hasKubectl).each([
  ['by WebSocket', {}],
  ['by SPDY, as before 1.31', { KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' }],
])('kubectl port-forward %s', (_how, env) => {
  it('reaches the service, one request after the other', async () => {
    kubectl = kubectlFor(await listening(), env);
    const forward = kubectl.start('port-forward', 'pod/prod-teei-reporting-0', ':3000');
    try {
      let told = '';
      forward.stdout?.on('data', (data) => {
        told += String(data);
      });
      await expect.poll(() => told).toMatch(/127\.0\.0\.1:\d+ -> 3000/);
      const [, port = ''] = /127\.0\.0\.1:(\d+) -> 3000/.exec(told) ?? [];
      for (const path of ['health', 'version', 'health']) {
        const response = await fetch(`http://127.0.0.1:${port}/${path}`);
        expect(response.status).toBe(200);
      }
    } finally {
      const closed = once(forward, 'close');
      forward.kill();
      await closed;
    }
  });
});
