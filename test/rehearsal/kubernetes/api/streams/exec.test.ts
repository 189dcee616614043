import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RawData, WebSocket } from 'ws';
import { type ApiServer, listenApi } from '../../../../../src/rehearsal/kubernetes/api/server.ts';
import { bytesOf } from '../../../../../src/rehearsal/kubernetes/api/streams/web-socket-link.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';
import { compressedSchedule } from '../../../../../src/rehearsal/time/schedule.ts';
import { hasKubectl, kubectlFor } from '../../../../fixtures/rehearsal/kubectl.ts';
import { podInState, waitingFor } from '../../../../fixtures/rehearsal/pod-in-state.ts';
import { servingWorld } from '../../../../fixtures/rehearsal/serving-world.ts';

let server: ApiServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function listening(): Promise<string> {
  const world: World = { ...servingWorld(), schedule: compressedSchedule(100) };
  podInState(world, 'web', [{ name: 'app', port: 3000 }]);
  podInState(world, 'waiting', [{ name: 'app', state: waitingFor('CrashLoopBackOff') }]);
  server = await listenApi(world);
  return server.url;
}

const execOf = (command: readonly string[], more = '', pod = 'web'): string =>
  `/api/v1/namespaces/prod/pods/${pod}/exec?${command.map((word) => `command=${encodeURIComponent(word)}`).join('&')}${more}`;

/** What came on each channel until the end, as text, by the channel's number. */
type Told = Readonly<Record<number, string>>;

/** Connects, sends the given messages, and gives what comes until the server closes. */
function exec(
  url: string,
  path: string,
  protocol = 'v5.channel.k8s.io',
  messages: readonly string[] = [],
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, [protocol]);
    const told: Record<number, string> = {};
    socket.on('open', () => {
      for (const message of messages) socket.send(Buffer.from(message, 'latin1'));
    });
    socket.on('message', (data: RawData) => {
      const bytes = bytesOf(data);
      const channel = bytes[0] ?? 0;
      told[channel] = `${told[channel] ?? ''}${bytes.subarray(1).toString()}`;
    });
    socket.on('close', () => resolve(told));
    socket.on('error', reject);
  });
}

const success = '{"metadata":{},"status":"Success"}';

describe('exec over a WebSocket', () => {
  it.each(['v5.channel.k8s.io', 'v4.channel.k8s.io'])('tells output and success by %s', async (protocol) => {
    expect(await exec(await listening(), execOf(['hostname']), protocol)).toEqual({ 1: 'web\n', 3: success });
  });

  it('tells errors apart, and the exit code', async () => {
    const told = await exec(await listening(), execOf(['sh', '-c', 'cat /none; exit 3']));
    expect(told[2]).toBe('cat: /none: No such file or directory\n');
    expect(JSON.parse(told[3] ?? '')).toMatchObject({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    });
  });

  it('runs the lines that a shell is given, until the input ends', async () => {
    const lines = ['\0hostname\nec', '\0ho last', '\u00FF\0'];
    const told = await exec(await listening(), execOf(['sh'], '&stdin=true'), 'v5.channel.k8s.io', lines);
    expect(told).toEqual({ 1: 'web\nlast\n', 3: success });
  });

  it('shows on a terminal what is typed, with lines as a terminal wants them', async () => {
    const keys = ['\0hox\u007Fstname\r', '\0\u001B[Anot run\u0003', '\0\u0004'];
    const path = execOf(['/bin/sh'], '&stdin=true&tty=true');
    const told = await exec(await listening(), path, 'v5.channel.k8s.io', keys);
    expect(told[1]).toBe('# hox\b \bstname\r\nweb\r\n# not run^C\r\n# ');
  });

  it.each([
    ['a pod that is not there', execOf(['ls'], '', 'nope'), 404],
    ['a container that is not there', execOf(['ls'], '&container=zz'), 400],
    ['a container that does not run', execOf(['ls'], '', 'waiting'), 404],
    ['no command', execOf([]), 400],
    ['a path that is wrongly encoded', '/api/v1/%zz', 400],
    ['a path that is something else', '/api/v1/namespaces/prod/pods/web/attach', 404],
  ])('is refused before the change of protocol for %s', async (_what, path, status) => {
    await expect(exec(await listening(), path)).rejects.toThrow(
      `Unexpected server response: ${String(status)}`,
    );
  });

  it('needs a change of protocol', async () => {
    const response = await fetch(`${await listening()}${execOf(['ls'])}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ message: 'Upgrade request required' });
  });

  it('breaks off a connection that carries what is no message, and goes on', async () => {
    const url = await listening();
    const { hostname, port } = new URL(url);
    const connection = connect(Number(port), hostname);
    connection.write(
      `GET ${execOf(['sh'], '&stdin=true')} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        'Sec-WebSocket-Protocol: v5.channel.k8s.io\r\n\r\n',
    );
    await once(connection, 'data');
    connection.write('\u00FF\u00FF no message');
    connection.resume();
    await once(connection, 'close');
    expect(await exec(url, execOf(['hostname']))).toMatchObject({ 1: 'web\n' });
  });

  it('ends with the server', async () => {
    const url = await listening();
    const path = execOf(['sh'], '&stdin=true&tty=true');
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, ['v5.channel.k8s.io']);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    await server?.close();
    expect((await closed)[0]).toBe(1006);
  });
});

describe.skipIf(!hasKubectl).each([
  ['by WebSocket', {}],
  ['by SPDY, as before 1.31', { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false' }],
])('kubectl exec %s', (_how, env) => {
  it.each([
    [['exec', 'web', '--', 'hostname'], '', { code: 0, stdout: 'web\n', stderr: '' }],
    [['exec', '-i', 'web', '--', 'sh'], 'hostname\nexit 4\n', { code: 4, stdout: 'web\n' }],
    [
      ['exec', 'web', '--', 'sh', '-c', 'exit 3'],
      '',
      { code: 3, stderr: 'command terminated with exit code 3\n' },
    ],
    [
      ['exec', 'nope', '--', 'ls'],
      '',
      { code: 1, stderr: 'Error from server (NotFound): pods "nope" not found\n' },
    ],
    [
      ['exec', 'web', '-c', 'zz', '--', 'ls'],
      '',
      { code: 1, stderr: 'Error from server (BadRequest): container zz is not valid for pod web\n' },
    ],
  ])('%j works as on a real cluster', async (words, input, expected) => {
    const kubectl = kubectlFor(await listening(), env);
    try {
      expect(await kubectl.run(words, input)).toMatchObject(expected);
    } finally {
      kubectl.remove();
    }
  });
});
