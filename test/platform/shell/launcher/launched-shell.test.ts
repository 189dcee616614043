import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from '../../../../src/platform/process-identity.ts';
import { createShell } from '../../../../src/platform/shell/zx-shell.ts';
import type { ShellExit, ShellSetup } from '../../../../src/steps/ports/shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launched-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran extends ShellExit {
  readonly stdout: string;
  readonly stderr: string;
  readonly pid: number;
}

interface More {
  readonly env?: Readonly<Record<string, string>>;
  readonly onOutput?: (text: string, pid: number) => void;
  readonly signal?: AbortSignal;
}

/** Runs scripts one after the other, each but the first started ahead by a launcher. */
async function runAll(scripts: readonly string[], { env = {}, onOutput, signal }: More = {}) {
  const shell = createShell({ grace: 300 });
  const given = { PATH: process.env['PATH'] ?? '', ...env };
  const setups = scripts.map(
    (script, index): ShellSetup => ({
      script,
      cwd: folder,
      env: { ...given, STEP: String(index) },
      interactive: false,
    }),
  );
  const ran: Ran[] = [];
  for (const [index, setup] of setups.entries()) {
    const kept = { stdout: '', stderr: '', pid: 0 };
    const exit = await shell.run({
      ...setup,
      signal: signal ?? new AbortController().signal,
      onSpawn: async ({ pid }) => void (kept.pid = pid),
      onOutput: (stream, chunk) => {
        kept[stream] += chunk.toString('utf8');
        onOutput?.(kept.stdout, kept.pid);
      },
      next: () => setups[index + 1],
    });
    ran.push({ ...exit, ...kept });
  }
  return ran;
}

/** One script by Node, and then twice by a launcher. */
async function thrice(script: string, more: More = {}) {
  const [byNode, launched, again] = await runAll([script, script, script], more);
  if (byNode === undefined || launched === undefined || again === undefined) throw new Error('none ran');
  return { byNode, launched, again };
}

/** Whether a launcher started the process whose script printed its parent. */
function isLaunched({ stdout }: Ran): boolean {
  return Number(stdout) !== process.pid;
}

describe.runIf(process.platform === 'linux')('a shell that a launcher forked', () => {
  it('is no child of this program', async () => {
    const { byNode, launched, again } = await thrice('echo $PPID');
    expect([byNode, launched, again].map(isLaunched)).toEqual([false, true, true]);
  });

  it('has the environment, folder, mask, limits, signals and descriptors of one that Node started', async () => {
    const { byNode, launched, again } = await thrice(
      'env -0 | tr "\\n\\0" " \\n" | grep -v "^_=\\|^STEP=" | sort; echo "$SHLVL $- $0 $#"; pwd; umask; ulimit -a; grep "^Sig[^Q]\\|^Shd" /proc/self/status; ls /proc/self/fd; echo "$(set)" | cut -d= -f1 | grep -c .',
      { env: { QUOTED: `it's\n$HOME`, SHLVL: '7', LC_ALL: 'C.UTF-8' } },
    );
    expect(byNode.stdout).toContain(`QUOTED=it's $HOME`);
    expect(launched.stdout).toBe(byNode.stdout);
    expect(again.stdout).toBe(byNode.stdout);
    expect([byNode, launched, again].map(({ stderr }) => stderr)).toEqual(['', '', '']);
  });

  it('is given the environment of its own step', async () => {
    const { launched, again } = await thrice('echo "$STEP"');
    expect([launched.stdout, again.stdout]).toEqual(['1\n', '2\n']);
  });

  it('leads a group of its own, without a terminal', async () => {
    const { launched } = await thrice(
      'read -r _ _ _ _ group _ < /proc/self/stat; echo "$group $$"; : < /dev/tty',
    );
    const [group, pid] = launched.stdout.trim().split(' ');
    expect(group).toBe(pid);
    expect(launched.exit).toEqual({ code: 1, signal: undefined });
    expect(launched.stderr).toContain('/dev/tty');
  });

  it.each([
    ['exit 0', 0, undefined],
    ['exit 143', 143, undefined],
    ['exit 255', 255, undefined],
    ['kill -TERM $$', undefined, 'SIGTERM'],
    ['kill -INT $$', undefined, 'SIGINT'],
    ['kill -PIPE $$', undefined, 'SIGPIPE'],
    ['kill -KILL $$', undefined, 'SIGKILL'],
    ['sleep 0.05; kill -HUP $$', undefined, 'SIGHUP'],
  ])('tells exactly how it ended: %s', async (script, code, signal) => {
    const { byNode, launched, again } = await thrice(script);
    for (const { exit } of [byNode, launched, again]) expect(exit).toEqual({ code, signal });
  });

  it('has all its output delivered, of both streams', async () => {
    const { launched } = await thrice('seq 1 300000; seq 1 50000 >&2');
    expect(launched.stdout.length).toBe(1_988_895);
    expect(launched.stdout.endsWith('\n300000\n')).toBe(true);
    expect(launched.stderr.length).toBe(288_894);
  });

  it('is not told what a background process of an earlier one prints', async () => {
    const left = 'touch stop; while [ -e stop ]; do echo late; sleep 0.01; done & echo now';
    const ran = await runAll(['true', left, 'echo second', 'echo third', 'rm stop; echo last']);
    expect(ran.map(({ stdout }) => stdout.replaceAll('late\n', ''))).toEqual([
      '',
      'now\n',
      'second\n',
      'third\n',
      'last\n',
    ]);
    expect(ran.slice(2).some(({ stdout }) => stdout.includes('late'))).toBe(false);
  });

  it('is stopped with its whole group', async () => {
    const stop = new AbortController();
    let child = 0;
    const [, ran] = await runAll(['true', 'sleep 600 & echo $!; wait'], {
      signal: stop.signal,
      onOutput: (text) => {
        child = Number(text);
        stop.abort('operator');
      },
    });
    expect(ran).toMatchObject({ exit: { signal: 'SIGTERM' }, stopped: 'operator' });
    expect(identityOf(child)).toBeUndefined();
  });

  it('is stopped where its launcher is killed, and the next one runs all the same', async () => {
    const [, killed, after] = await runAll(['true', 'echo $$; kill -KILL $PPID; sleep 600', 'echo after']);
    expect(killed?.exit).toEqual({ code: undefined, signal: 'SIGKILL' });
    expect(identityOf(Number(killed?.stdout))).toBeUndefined();
    expect(after).toMatchObject({ exit: { code: 0 }, stdout: 'after\n' });
  });
});
