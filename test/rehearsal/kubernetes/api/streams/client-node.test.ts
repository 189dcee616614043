import { PassThrough } from 'node:stream';
import { Exec, KubeConfig, PortForward, type V1Status } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiServer, listenApi } from '../../../../../src/rehearsal/kubernetes/api/server.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';
import { compressedSchedule } from '../../../../../src/rehearsal/time/schedule.ts';
import { serve, servingWorld } from '../../../../fixtures/rehearsal/serving-world.ts';

const pod = 'prod-teei-reporting-0';
let server: ApiServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function configured(): Promise<KubeConfig> {
  const world: World = { ...servingWorld(), schedule: compressedSchedule(100) };
  serve(world, 'reporting', 1);
  server = await listenApi(world);
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'simulated', server: server.url, skipTLSVerify: true },
    { name: 'operator' },
  );
  return config;
}

/** A stream that keeps what is written to it. */
function kept(): { readonly stream: PassThrough; readonly text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return { stream, text: () => text };
}

describe('@kubernetes/client-node', () => {
  it('runs a command and is told how it ended', async () => {
    const exec = new Exec(await configured());
    const [out, err] = [kept(), kept()];
    const command = ['sh', '-c', 'hostname; cat /none; exit 3'];
    const status = await new Promise<V1Status>((resolve, reject) => {
      exec
        .exec('prod', pod, 'reporting', command, out.stream, err.stream, null, false, resolve)
        .catch(reject);
    });
    expect(status).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
    expect(out.text()).toBe(`${pod}\n`);
    expect(err.text()).toBe('cat: /none: No such file or directory\n');
  });

  it('forwards a port', async () => {
    const forward = new PortForward(await configured());
    const [out, err, input] = [kept(), kept(), new PassThrough()];
    await forward.portForward('prod', pod, [3000], out.stream, err.stream, input);
    input.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(out.text).toContain('"service":"reporting"');
    expect(err.text()).toBe('');
  });

  it('is told of a port that nothing listens on', async () => {
    const forward = new PortForward(await configured());
    const [out, err, input] = [kept(), kept(), new PassThrough()];
    await forward.portForward('prod', pod, [99], out.stream, err.stream, input);
    await expect.poll(err.text).toContain('connection refused');
  });
});
