import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identityOf, parseStat } from '../../src/platform/process-identity.ts';
import { createProcesses } from '../../src/platform/processes.ts';
import type { ProcessIdentity } from '../../src/steps/ports/shell.ts';

/** A shell in its own process group; it has printed a line when this resolves. */
async function start(
  script: string,
): Promise<{ readonly child: ChildProcess; readonly identity: ProcessIdentity }> {
  const child = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = child.pid ?? 0;
  onTestFinished(() => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The test has ended it already.
    }
  });
  await once(child.stdout, 'data');
  const identity = identityOf(pid);
  if (identity === undefined) throw new Error('the shell has ended');
  return { child, identity };
}

describe('the identity of a process', () => {
  it('is read from /proc/<pid>/stat, whatever the process is called', () => {
    const fields = ['S', '1', '42', '7', ...Array.from({ length: 15 }, () => '0'), '987654', '0'];
    expect(parseStat(`42 (a) b (c) ${fields.join(' ')}`)).toEqual({
      pid: 42,
      group: 42,
      session: 7,
      start: '987654',
      zombie: false,
    });
    expect(parseStat(`42 (x) Z${fields.join(' ').slice(1)}`)?.zombie).toBe(true);
    expect(parseStat('')).toBeUndefined();
  });

  it('is this process’s own, and none for a number nobody has', () => {
    expect(identityOf(process.pid)).toMatchObject({ pid: process.pid });
    expect(identityOf(2 ** 30)).toBeUndefined();
  });
});

describe('a process of a dead run', () => {
  it('lives while number, start time and boot are the same', async () => {
    const { child, identity } = await start('echo; exec sleep 60');
    const processes = createProcesses();
    expect(processes.alive(identity)).toBe(true);
    expect(processes.alive({ ...identity, start: '1' })).toBe(false);
    expect(processes.alive({ ...identity, bootId: 'another' })).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(processes.alive(identity)).toBe(false);
  });

  it('lives on in the command whose shell was killed', async () => {
    const { child, identity } = await start('sleep 60 & echo; wait; true');
    const processes = createProcesses();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processes.alive(identity)).toBe(true);
    await processes.stop(identity);
    expect(processes.alive(identity)).toBe(false);
  });

  it('is stopped with its whole group', async () => {
    const { child, identity } = await start('sleep 60 & echo; wait');
    await createProcesses().stop(identity);
    expect(createProcesses().alive(identity)).toBe(false);
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGTERM');
  });

  it('is killed when it does not heed TERM', async () => {
    const { child, identity } = await start("trap '' TERM; echo; while :; do sleep 60; done");
    await createProcesses({ grace: 100 }).stop(identity);
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  });

  it('is left alone when it is another one, or can’t be told from another', async () => {
    const { child, identity } = await start('echo; exec sleep 60');
    await createProcesses().stop({ ...identity, start: '1' });
    await createProcesses().stop({ ...identity, start: '' });
    expect(createProcesses().alive(identity)).toBe(true);
    expect(child.signalCode).toBeNull();
  });
});
