import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf, processEntry } from '../../../src/platform/process-identity.ts';
import { childrenOf } from '../../../src/platform/shell/stop.ts';
import { createShell } from '../../../src/platform/shell/zx-shell.ts';
import type { Shell, ShellSetup } from '../../../src/steps/ports/shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prepared-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What launchers of this process hold at a gate: each leads a group of its own. */
function held(): readonly number[] {
  const launchers = childrenOf(process.pid);
  return launchers.flatMap(childrenOf).filter((pid) => processEntry(pid)?.group === pid);
}

/** Resolves when the condition holds; the test's own time limit is the bound. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

function setup(script: string, more: Partial<ShellSetup> = {}): ShellSetup {
  return { script, cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, interactive: false, ...more };
}

/** Runs a script; `next` is what is said to follow it. */
async function run(shell: Shell, request: ShellSetup, next?: ShellSetup) {
  let stdout = '';
  let pid = 0;
  const { exit } = await shell.run({
    ...request,
    signal: new AbortController().signal,
    onSpawn: async (process) => {
      pid = process.pid;
      expect(identityOf(pid)).toEqual(process);
    },
    onOutput: (stream, chunk) => {
      if (stream === 'stdout') stdout += chunk.toString();
    },
    next: () => next,
  });
  return { exit, stdout, pid };
}

/** Runs `first`, and gives the process that was started for what follows it. */
async function prepare(shell: Shell, next: ShellSetup, first = 'true'): Promise<number> {
  const before = new Set(held());
  await run(shell, setup(first), next);
  const more = (): number | undefined => held().find((each) => !before.has(each));
  await until(() => more() !== undefined);
  return more() ?? 0;
}

describe('the shell of the next step', () => {
  it('waits while another runs, having run nothing, and is the one that is then let go', async () => {
    const shell = createShell();
    const next = setup('touch ran; echo "$$ $#"');
    const waiting = await prepare(shell, next);
    await until(() => readFileSync(`/proc/${waiting}/stat`, 'utf8').includes(') S '));
    expect(() => readFileSync(join(folder, 'ran'))).toThrow(/ENOENT/);
    expect(await run(shell, next)).toEqual({
      exit: { code: 0, signal: undefined },
      stdout: `${waiting} 0\n`,
      pid: waiting,
    });
  });

  it('shows its script to nobody who looks for command lines', async () => {
    const waiting = await prepare(createShell(), setup('echo a-word-to-look-for'));
    expect(readFileSync(`/proc/${waiting}/cmdline`, 'utf8')).not.toContain('a-word-to-look-for');
    process.kill(waiting, 'SIGKILL');
  });

  it.each<[string, (next: ShellSetup) => ShellSetup]>([
    ['another script', (next) => ({ ...next, script: 'echo "$$"; true' })],
    ['another environment', (next) => ({ ...next, env: { ...next.env, SET_SINCE: 'x' } })],
    ['another folder', (next) => ({ ...next, cwd: tmpdir() })],
    ['a terminal', (next) => ({ ...next, interactive: true, script: 'true' })],
  ])('ends, having run nothing, where %s is asked for', async (_what, asked) => {
    const shell = createShell();
    const next = setup('echo "$$"');
    const waiting = await prepare(shell, next);
    expect((await run(shell, asked(next))).pid).not.toBe(waiting);
    await until(() => identityOf(waiting) === undefined);
  });

  it('is started anew where the folder has been replaced by another of its name', async () => {
    const shell = createShell();
    const here = join(folder, 'here');
    mkdirSync(here);
    const next = setup('cat file', { cwd: here });
    const waiting = await prepare(shell, next);
    renameSync(here, join(folder, 'gone'));
    mkdirSync(here);
    writeFileSync(join(here, 'file'), 'the new one');
    const ran = await run(shell, next);
    expect(ran).toMatchObject({ stdout: 'the new one' });
    expect(ran.pid).not.toBe(waiting);
  });

  it('is started anew where the command before has ended it', async () => {
    const shell = createShell();
    const next = setup('echo ran');
    const waiting = await prepare(shell, next);
    process.kill(waiting, 'SIGKILL');
    await until(() => identityOf(waiting) === undefined);
    expect(await run(shell, next)).toMatchObject({ exit: { code: 0 }, stdout: 'ran\n' });
  });

  it.each([
    ['interactive', { interactive: true }],
    ['carrying', { carry: '/tmp/never' }],
  ])('is not started ahead where it is %s', async (_what, more) => {
    const before = childrenOf(process.pid);
    await run(createShell(), setup('true'), setup('true', more));
    expect(childrenOf(process.pid).filter((pid) => !before.includes(pid))).toEqual([]);
  });

  it('neither holds up the end of the program nor outlives it', async () => {
    const program = fileURLToPath(new URL('leave-prepared.ts', import.meta.url));
    const said = execFileSync(process.execPath, [program], { encoding: 'utf8', timeout: 20_000 });
    const waiting = Number(said);
    expect(waiting).toBeGreaterThan(0);
    await until(() => identityOf(waiting) === undefined);
  });
});
