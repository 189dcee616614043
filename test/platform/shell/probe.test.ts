import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { probe } from '../../../src/platform/shell/probe.ts';

const options = { env: { PATH: process.env['PATH'] ?? '' }, cwd: tmpdir(), timeout: 30_000 };

const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;

describe('probe', () => {
  it('passes arguments as they are, without a shell', async () => {
    const ran = await probe(['printf', '%s|', '$HOME', 'a b', '`id`'], options);
    expect(ran).toEqual({ exit: { code: 0, signal: undefined }, stdout: '$HOME|a b|`id`|', stderr: '' });
  });

  it('says that a program is not there', async () => {
    expect(await probe(['no-such-program-here'], options)).toBe('not-found');
  });

  it('leaves no timer behind, which would keep the program from ending', async () => {
    const before = timers();
    await probe(['no-such-program-here'], options);
    await probe(['true'], options);
    expect(timers()).toBe(before);
  });

  it('keeps no more than the limit, and reads the rest', async () => {
    const ran = await probe(['bash', '-c', 'seq 1 100000; echo done >&2; exit 3'], { ...options, limit: 10 });
    expect(ran).toEqual({
      exit: { code: 3, signal: undefined },
      stdout: '1\n2\n3\n4\n5\n',
      stderr: 'done\n',
    });
  });

  it('kills what takes too long', async () => {
    const ran = await probe(['sleep', '1000'], { ...options, timeout: 20 });
    expect(ran).toMatchObject({ exit: { code: undefined, signal: 'SIGKILL' } });
  });

  it('kills what is not wanted any more', async () => {
    const stop = new AbortController();
    const ran = probe(['sleep', '1000'], { ...options, signal: stop.signal });
    stop.abort();
    await expect(ran).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('answers although a helper holds the pipe', async () => {
    const ran = await probe(['bash', '-c', 'sleep 3 & echo ready'], options);
    expect(ran).toMatchObject({ exit: { code: 0 }, stdout: 'ready\n' });
  });
});
