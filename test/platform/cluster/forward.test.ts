import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { systemHttp } from '../../../src/platform/http.ts';
import type { Forwarding, ForwardTarget } from '../../../src/steps/ports/cluster.ts';
import { simulatedCluster } from './simulated.ts';
import { onChannel, streamingServer } from './streaming-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const never = new AbortController().signal;
const port = Buffer.from([0xb8, 0x0b]);

/** A forwarding to a pod whose connections do what the test says. */
async function forwarded(open: (socket: WebSocket) => void, signal = never): Promise<Forwarding> {
  const server = await streamingServer((socket) => {
    for (const channel of [0, 1]) socket.send(onChannel(channel, port));
    open(socket);
  });
  closing.push(() => server.close());
  const forwarding = await server.cluster.forward({ pod: 'web', port: 3000 }, signal);
  closing.push(() => forwarding.close());
  return forwarding;
}

function ask(url: string, more: { readonly method?: string; readonly body?: string } = {}) {
  const plain = { method: 'GET', headers: {}, timeout: 5000, limit: 4 * 1024 * 1024 };
  return systemHttp.request({ ...plain, url, ...more });
}

describe('forward', () => {
  it('carries a long answer whole, and more than one connection', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, 'abcdefgh');
    const forwarding = await forwarded((socket) => {
      socket.once('message', () => {
        const head = `HTTP/1.1 200 OK\r\nContent-Length: ${String(body.length)}\r\nConnection: close\r\n\r\n`;
        socket.send(onChannel(0, head));
        for (let at = 0; at < body.length; at += 65_536) {
          socket.send(onChannel(0, body.subarray(at, at + 65_536)));
        }
      });
    });
    expect(forwarding.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answers = await Promise.all([ask(forwarding.url), ask(forwarding.url)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'answer', status: 200, truncated: false });
      expect(answer.kind === 'answer' && answer.body === body.toString()).toBe(true);
    }
    expect(forwarding.trouble()).toBeUndefined();
  });

  it('tells what the other end says is wrong', async () => {
    const said = 'error forwarding port 3000 to pod 1, uid : connect: connection refused';
    const forwarding = await forwarded((socket) => socket.send(onChannel(1, said)));
    expect(await ask(forwarding.url)).toMatchObject({ kind: 'unreachable' });
    expect(forwarding.trouble()).toBe(said);
  });

  it('breaks off what it carries when the server goes in the middle', async () => {
    const forwarding = await forwarded((socket) => {
      socket.once('message', () => {
        socket.send(onChannel(0, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf'), () =>
          socket.terminate(),
        );
      });
    });
    const answer = await ask(forwarding.url);
    expect(answer.kind === 'unreachable' ? answer.reason : 'it answered').not.toMatch(/answered|within/);
  });

  it('takes no more from the cluster than is read here, and loses nothing of it', {
    timeout: 40_000,
  }, async () => {
    const total = 48 * 1024 * 1024;
    const chunk = onChannel(0, Buffer.alloc(65_536));
    let sent = 0;
    const forwarding = await forwarded((socket) => {
      const send = (): void => {
        if (sent === total) return;
        sent += chunk.length - 1;
        socket.send(chunk, send);
      };
      send();
    });
    const reader = connect(Number(new URL(forwarding.url).port), '127.0.0.1');
    const seen: number[] = [];
    const stands = (): boolean => {
      seen.push(sent);
      return sent > 0 && seen.length > 5 && seen.slice(-5).every((amount) => amount === sent);
    };
    await expect.poll(stands, { timeout: 10_000 }).toBe(true);
    expect(sent).toBeLessThan(total);
    let read = 0;
    reader.on('data', (some) => {
      read += some.length;
    });
    await expect.poll(() => read, { timeout: 20_000 }).toBe(total);
    reader.destroy();
  });

  it('is over when it is closed or aborted, with its connections', async () => {
    const stop = new AbortController();
    const connected = Promise.withResolvers<WebSocket>();
    const forwarding = await forwarded((socket) => connected.resolve(socket), stop.signal);
    const asked = ask(forwarding.url);
    const socket = await connected.promise;
    const gone = new Promise((resolve) => {
      socket.once('close', resolve);
    });
    stop.abort('operator');
    expect(await asked).toMatchObject({ kind: 'unreachable' });
    await gone;
    await forwarding.close();
    expect(await ask(forwarding.url)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('forward on the simulated API', () => {
  async function simulated() {
    const { cluster, server } = await simulatedCluster();
    closing.push(() => server.close());
    return {
      open: async (target: ForwardTarget) => {
        const forwarding = await cluster.forward(target, never);
        closing.push(() => forwarding.close());
        return forwarding;
      },
    };
  }

  it.each([80, 'http', undefined])(
    'leads to a ready pod behind a Service, by its port %s',
    async (wanted) => {
      const { open } = await simulated();
      const { url, pod } = await open({ service: 'prod-teei-reporting', port: wanted });
      expect(pod).toBe('prod-teei-reporting-0');
      expect(await ask(`${url}/health`)).toMatchObject({ kind: 'answer', status: 200 });
      const headers = { authorization: 'Bearer nobody' };
      const report = await systemHttp.request({
        method: 'POST',
        url: `${url}/api/reports/generate`,
        headers,
        body: '{}',
        timeout: 5000,
        limit: 1000,
      });
      expect(report).toMatchObject({ kind: 'answer', status: 401 });
    },
  );

  it('says that nothing listens on the port', async () => {
    const { open } = await simulated();
    const forwarding = await open({ pod: 'prod-teei-reporting-0', port: 99 });
    expect(await ask(forwarding.url)).toMatchObject({ kind: 'unreachable' });
    expect(forwarding.trouble()).toContain('connection refused');
  });

  it.each<[ForwardTarget, string]>([
    [{ service: 'prod-teei-reporting', port: 81 }, 'Service prod-teei-reporting has no port 81; it has: 80.'],
    [{ service: 'nobody', port: 80 }, 'services "nobody" not found'],
  ])('opens nothing for %j', async (target, message) => {
    const { open } = await simulated();
    await expect(open(target)).rejects.toMatchObject({ name: 'ClusterError', message });
  });
});
