import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { ExecRequest } from '../../../src/steps/ports/cluster.ts';
import { simulatedCluster } from './simulated.ts';
import { onChannel, type StreamingServer, streamingServer } from './streaming-server.ts';

let closing: (() => Promise<void>) | undefined;
afterEach(async () => {
  await closing?.();
  closing = undefined;
});

const never = new AbortController().signal;
const request: ExecRequest = {
  pod: 'web',
  container: 'app',
  command: ['echo', 'a b', '$x'],
  timeout: 10_000,
  limit: 100,
};
const success = JSON.stringify({ metadata: {}, status: 'Success' });

async function served(
  open: (socket: WebSocket) => void,
  ...more: readonly NonNullable<Parameters<typeof streamingServer>[1]>[]
): Promise<StreamingServer> {
  const server = await streamingServer(open, ...more);
  closing = () => server.close();
  return server;
}

/** Sends these messages in one go, as soon as the connection is open. */
function sends(...messages: readonly Buffer[]): (socket: WebSocket) => void {
  return (socket) => {
    for (const message of messages) socket.send(message);
  };
}

describe('exec', () => {
  it('hands each word on as it is, and gives both streams and the exit code', async () => {
    const status = {
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message: 'command terminated with exit code 3',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    };
    const messages = [onChannel(1, 'out'), onChannel(2, 'err'), onChannel(1, ' more')];
    const server = await served(sends(...messages, onChannel(3, JSON.stringify(status))));
    await expect(server.cluster.exec(request, never)).resolves.toEqual({
      exitCode: 3,
      stdout: 'out more',
      stderr: 'err',
      truncated: false,
    });
    expect(server.asked).toEqual([
      '/api/v1/namespaces/shop/pods/web/exec?container=app&stdout=true&stderr=true&command=echo&command=a+b&command=%24x v5.channel.k8s.io,v4.channel.k8s.io',
    ]);
  });

  it('keeps no more than the limit, and is told the end all the same', async () => {
    const long = onChannel(1, 'x'.repeat(70));
    const server = await served(sends(long, long, onChannel(3, success)));
    const result = await server.cluster.exec(request, never);
    expect(result).toEqual({ exitCode: 0, stdout: 'x'.repeat(100), stderr: '', truncated: true });
  });

  it('takes a connection that breaks for no success', async () => {
    const server = await served((socket) => {
      socket.send(onChannel(1, 'true'), () => socket.terminate());
    });
    await expect(server.cluster.exec(request, never)).rejects.toMatchObject({
      reason: 'unreachable',
      passing: true,
      message: 'The connection to the command in container app of pod web was cut before it ended.',
    });
    expect(server.asked).toHaveLength(1);
  });

  it('takes an orderly end without a status for no success either', async () => {
    const server = await served((socket) => socket.close(1000));
    await expect(server.cluster.exec(request, never)).rejects.toMatchObject({ reason: 'unreachable' });
  });

  // As containerd words it: https://github.com/containerd/containerd/blob/main/internal/cri/server/container_execsync.go
  it('says that the program is not there', async () => {
    const message =
      'error executing command in container: failed to exec in container: failed to start exec "1": OCI runtime exec failed: exec failed: unable to start container process: exec: "echo": executable file not found in $PATH: unknown';
    const status = { status: 'Failure', message, reason: 'InternalError', code: 500 };
    const server = await served(sends(onChannel(3, JSON.stringify(status))));
    await expect(server.cluster.exec(request, never)).rejects.toMatchObject({
      reason: 'invalid',
      message: `The command could not be run in container app of pod web: ${message}`,
    });
  });

  it('does not read a status that is none as success', async () => {
    const server = await served(sends(onChannel(3, 'not JSON')));
    await expect(server.cluster.exec(request, never)).rejects.toMatchObject({ reason: 'server' });
  });

  it('ends at its time limit, and at an abort', async () => {
    const stop = new AbortController();
    const server = await served((socket) => socket.send(onChannel(1, 'working')));
    await expect(server.cluster.exec({ ...request, timeout: 50 }, never)).rejects.toMatchObject({
      reason: 'timeout',
      message: 'The command in container app of pod web did not end within 50 ms.',
    });
    const running = server.cluster.exec(request, stop.signal);
    stop.abort('operator');
    await expect(running).rejects.toMatchObject({
      message: 'The command in container app of pod web was stopped.',
    });
  });

  it('opens again while the server is in trouble, and begins only once', async () => {
    const server = await served(sends(onChannel(3, success)), (asked) =>
      asked < 3 ? { status: asked === 1 ? 503 : 429, body: '{"kind":"Status"}' } : undefined,
    );
    await expect(server.cluster.exec(request, never)).resolves.toMatchObject({ exitCode: 0 });
    expect(server.asked).toHaveLength(3);
  });

  it('says who may not do it', async () => {
    const message =
      'pods "web" is forbidden: User "viewer" cannot create resource "pods/exec" in API group "" in the namespace "shop"';
    const server = await served(sends(), () => ({
      status: 403,
      body: JSON.stringify({ kind: 'Status', message }),
    }));
    await expect(server.cluster.exec(request, never)).rejects.toMatchObject({
      reason: 'forbidden',
      message:
        'User viewer may not create pods/exec in namespace shop. Ask for the right, or use another context.',
    });
  });
});

describe('exec on the simulated API', () => {
  it('runs a command in a container', async () => {
    const { cluster, server } = await simulatedCluster();
    closing = () => server.close();
    const pod = 'prod-teei-reporting-1';
    const asked = { ...request, pod, container: 'reporting' };
    const ended = await cluster.exec({ ...asked, command: ['sh', '-c', 'hostname; exit 3'] }, never);
    expect(ended).toEqual({ exitCode: 3, stdout: `${pod}\n`, stderr: '', truncated: false });
    await expect(cluster.exec({ ...asked, container: 'none' }, never)).rejects.toMatchObject({
      reason: 'invalid',
      message: `container none is not valid for pod ${pod}`,
    });
  });
});
