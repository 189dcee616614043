import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../program.ts';
import { openPipes } from '../support/open-terminal.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { spawnedIsGone } from '../support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import { logText, needs, openAtVictim, typesIn, walksOn } from './support/crash-scene.ts';

async function leftSession(): Promise<Workspace> {
  const workspace = openWorkspace();
  const session = await openAtVictim(workspace);
  session.says('leave');
  expect(await session.ends()).toBe(3);
  return workspace;
}

function resumed(workspace: Workspace, id = workspace.sessions()[0] ?? ''): ReturnType<typeof runProgram> {
  const { folder: cwd, env } = workspace;
  return runProgram(['--resume', id, '--plain'], { cwd, env, input: 'run\n' });
}

describe('a program that is sent away', () => {
  it('35 SIGHUP while a command runs: stopped, on record, whole', async () => {
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace, 'echo begun; sleep 600; echo never >> "$LEDGER"');
    session.says('run');
    await session.sees('│ begun');
    process.kill(session.pid, 'SIGHUP');
    expect(await session.ends()).toBe(129);
    await spawnedIsGone(workspace);
    expect(typesIn(workspace)).toContain('step.finished');
    expect(workspace.ledgerLines()).toEqual([]);
    expectWholeLogs(workspace);
  });

  it('36 SIGSTOP, then a second writer: kept out, and the first goes on', async () => {
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace);
    process.kill(session.pid, 'SIGSTOP');
    const before = logText(workspace);
    const second = openPipes(workspace, ['--resume', '--plain']);
    await second.sees(`(process ${session.pid} on `);
    expect(await second.ends()).toBe(2);
    expect(logText(workspace)).toBe(before);
    process.kill(session.pid, 'SIGCONT');
    expect(await walksOn(session, 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expectWholeLogs(workspace);
  });
});

describe('the folder of a session', () => {
  it('42 an id that leads elsewhere: refused by every command', async () => {
    const workspace = await leftSession();
    const { folder: cwd, env } = workspace;
    for (const id of ['../../../etc', '..', 'a/../../b']) {
      expect(resumed(workspace, id).exitCode).not.toBe(0);
      expect(runProgram(['sessions', 'show', id], { cwd, env }).exitCode).not.toBe(0);
    }
    expect(workspace.ledgerLines()).toEqual([]);
  });

  it('43 a link in place of the log or the folder: refused, nothing runs', async () => {
    for (const below of ['', 'events', 'events/000001.jsonl']) {
      const workspace = await leftSession();
      const path = join(workspace.sessionFolder(), below);
      const elsewhere = join(workspace.folder, 'elsewhere');
      renameSync(path, elsewhere);
      symlinkSync(elsewhere, path);
      expect(resumed(workspace).exitCode).not.toBe(0);
      expect(workspace.ledgerLines()).toEqual([]);
    }
  });

  it('44 umask 000: closed to others all the same', () => {
    const workspace = openWorkspace();
    workspace.write('open.md', runbookText('Open', command('one', 'echo one'), item('two', 'Two')));
    const run = spawnSync(
      'bash',
      ['-c', 'umask 000; exec "$@"', 'bash', process.execPath, programPath, 'open.md', '--unattended'],
      { cwd: workspace.folder, env: workspace.env },
    );
    expect(run.status).toBe(3);
    const folder = workspace.sessionFolder();
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const open = ['', ...names].filter((name) => (lstatSync(join(folder, name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });

  it('45 a folder that belongs to somebody else: refused', async (context) => {
    needs(context, process.getuid?.() === 0 ? undefined : 'only root can give a folder away');
    const workspace = await leftSession();
    execFileSync('chown', ['12345', workspace.sessionFolder()]);
    expect(resumed(workspace).exitCode).not.toBe(0);
    expect(workspace.ledgerLines()).toEqual([]);
  });

  it('46 two local writers: the second reads only and names the first', async () => {
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace);
    const before = logText(workspace);
    const second = resumed(workspace);
    expect(second.exitCode).toBe(2);
    expect(second.stderr + second.stdout).toContain(`(process ${session.pid} on `);
    expect(logText(workspace)).toBe(before);
    expect(await walksOn(session, 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
  });

  it('47 two team writers: not offered', ({ skip }) => {
    expect(runProgram(['--help']).stdout).not.toMatch(/postgres/i);
    skip('sessions that a team writes together in PostgreSQL are not offered');
  });
});
