import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { openPipes } from '../support/open-terminal.ts';
import { command, runbookText } from '../support/runbook-text.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import {
  logOf,
  logText,
  needs,
  openAtVictim,
  resume,
  typesIn,
  victim,
  walksOn,
} from './support/crash-scene.ts';
import { noDisk, openDisk } from './support/disk.ts';
import { noTracing, trace } from './support/tracing.ts';

const steps = Array.from({ length: 60 }, (_, index) => `s-${index}`);

/** The steps whose command the log lets run. */
function startedIn(workspace: Workspace): readonly string[] {
  return workspace
    .logLines()
    .filter((line) => line.includes('"type":"step.started"'))
    .map((line) => /"step":\{"id":"([^"]+)"/.exec(line)?.[1] ?? '');
}

describe('a disk that fails', () => {
  it('29 shut down while steps run: nothing that was shown is lost, and nothing ran unlogged', async (context) => {
    needs(context, noDisk());
    const workspace = openWorkspace();
    const disk = openDisk(workspace);
    workspace.write('platform.yaml', 'environments:\n  local: { production: false, namespace: none }\n');
    workspace.write(
      'many.md',
      runbookText('Many', ...steps.map((id) => command(id, `echo ${id} >> "$LEDGER"`))),
    );
    const session = openPipes(workspace, ['many.md', '--unattended', '--json']);
    for (let count = 0; count < 30; count += 1) await session.sees(/\n/);
    disk.shutDown();
    expect(await session.ends()).toBe(5);
    expect(session.screen()).toContain('EIO: i/o error');
    expect(session.screen()).not.toContain('internal error');
    const shown = session
      .screen()
      .split('\n')
      .filter((line) => line.startsWith('{"v":1') && line.endsWith('}'));
    expect(shown.length).toBeGreaterThanOrEqual(30);
    disk.mountAgain();
    expect(workspace.logLines()).toEqual(expect.arrayContaining([...shown]));
    expect(startedIn(workspace)).toEqual(expect.arrayContaining([...workspace.ledgerLines()]));
    const { folder: cwd, env } = workspace;
    expect([0, 3]).toContain(runProgram(['--resume', '--unattended'], { cwd, env }).exitCode);
    expect(new Set(workspace.ledgerLines()).size).toBe(workspace.ledgerLines().length);
    expectWholeLogs(workspace);
  });

  it('31 a write that takes only some of the bytes: carried on, and the record is whole', async (context) => {
    needs(context, noTracing(), noDisk());
    const workspace = openWorkspace();
    const disk = openDisk(workspace);
    const session = await openAtVictim(workspace);
    // A page that is there already takes its part of a record that reaches into the next one.
    for (let size = 0; size < 1200; size = statSync(logOf(workspace)).size % 4096) {
      session.says(`note ${'p'.repeat(500)}`);
      await session.sees('noted');
      await session.sees('victim> ');
    }
    disk.fill();
    const tracing = await trace(workspace, session.pid, { calls: 'write', path: logOf(workspace) });
    const note = 'n'.repeat(3000);
    session.says(`note ${note}`);
    await session.sees('noted');
    await session.sees('victim> ');
    const writes = [...(await tracing.stop()).matchAll(/write\(.*, (\d+)\)\s+= (\d+)/g)];
    expect(writes.some(([, given, taken]) => Number(taken) < Number(given))).toBe(true);
    expect(workspace.logLines().at(-1)).toContain(note);
    disk.empty();
    expect(await walksOn(session, 'run', 'yes')).toBe(0);
    expectWholeLogs(workspace);
  });

  it('32 a full disk: no step is started, the running one ends on record, and then it goes on', async (context) => {
    needs(context, noDisk());
    const workspace = openWorkspace();
    const disk = openDisk(workspace);
    const session = await openAtVictim(
      workspace,
      `${victim}; cat > "${disk.folder}/filler" < /dev/zero || true`,
    );
    session.says('run');
    await session.sees('looked> ');
    expect(typesIn(workspace).at(-1)).toBe('step.finished');
    disk.fill();
    // What the last block of the log has left, and then the reserve, take what a person says.
    for (const text of ['one', 'two', 'three']) {
      session.says(`note ${text.repeat(900)}`);
      await session.sees('noted');
      await session.sees('looked> ');
    }
    disk.fill();
    session.says('back');
    await session.sees('victim> ');
    const before = logText(workspace);
    session.says('run');
    await session.sees('The disk is full');
    expect(logText(workspace)).toBe(before);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    disk.empty();
    expect(await session.ends()).toBe(5);
    const resumed = resume(workspace);
    await resumed.sees('victim> ');
    expect(await walksOn(resumed, 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim', 'victim']);
    expectWholeLogs(workspace);
  });

  it('33 an I/O error: the writer is poisoned, nothing is retried, nothing runs', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace);
    const tracing = await trace(workspace, session.pid, {
      calls: 'fdatasync',
      fault: 'error=EIO:when=1',
      path: logOf(workspace),
    });
    session.says('run');
    await session.sees(/EIO: i\/o error/);
    await tracing.stop();
    const before = logText(workspace);
    expect(await session.ends()).toBe(5);
    expect(logText(workspace)).toBe(before);
    expect(workspace.ledgerLines()).toEqual([]);
    const resumed = resume(workspace);
    await resumed.sees('victim> ');
    expect(await walksOn(resumed, 'retry', 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expectWholeLogs(workspace);
  });

  it('34 a folder that can’t be written: refused at the start, with what to do', async (context) => {
    needs(context, noDisk());
    const workspace = openWorkspace();
    const disk = openDisk(workspace);
    const session = await openAtVictim(workspace);
    session.says('leave');
    expect(await session.ends()).toBe(3);
    const before = logText(workspace);
    disk.makeReadOnly();
    const { folder: cwd, env } = workspace;
    for (const args of [
      ['--resume', '--plain'],
      ['crash.md', '--plain'],
    ]) {
      const refused = runProgram(args, { cwd, env, input: 'run\n' });
      expect(refused.exitCode).toBe(5);
      expect(refused.stderr).toMatch(/read-only[\s\S]*next:|next:[\s\S]*read-only/i);
    }
    expect(logText(workspace)).toBe(before);
    expect(workspace.sessions()).toHaveLength(1);
    expect(workspace.ledgerLines()).toEqual([]);
  });
});
