import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../program.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import { logOf, logText, needs, typesIn } from './support/crash-scene.ts';
import { type Fault, noTracing, straceOptions } from './support/tracing.ts';

/** Leaves a session that waits for a person, behind one command. */
function leaveSession(workspace: Workspace): void {
  workspace.write(
    'torn.md',
    runbookText('Torn', command('one', 'echo one >> "$LEDGER"'), item('looked', 'Looked')),
  );
  const { folder: cwd, env } = workspace;
  expect(runProgram(['torn.md', '--unattended'], { cwd, env }).exitCode).toBe(3);
}

const resumption = (workspace: Workspace): readonly string[] => [
  '--resume',
  workspace.sessions()[0] ?? '',
  '--unattended',
];

function resumeToThePerson(workspace: Workspace): void {
  const { folder: cwd, env } = workspace;
  expect(runProgram(resumption(workspace), { cwd, env }).exitCode).toBe(3);
}

/** The system calls of a recovery, in their order. */
function cutsOf(workspace: Workspace): readonly Fault[] {
  const log = logOf(workspace);
  return [
    // The first rename is that of writer.json, the second that of the piece kept aside.
    { calls: 'rename', fault: 'signal=SIGKILL:when=2' },
    { calls: 'fsync', fault: 'signal=SIGKILL', path: join(workspace.sessionFolder(), 'torn') },
    { calls: 'ftruncate', fault: 'signal=SIGKILL', path: log },
    { calls: 'fdatasync', fault: 'signal=SIGKILL', path: log },
    { calls: 'write', fault: 'signal=SIGKILL', path: log },
    { calls: 'fdatasync', fault: 'signal=SIGKILL:when=2', path: log },
  ];
}

/** Resumes it in a program that the fault meets. Gives the signal of which it died. */
function resumeUnder(workspace: Workspace, fault: Fault): NodeJS.Signals | null {
  const traced = [...straceOptions(fault), '-o', '/dev/null', process.execPath, programPath];
  return spawnSync('strace', [...traced, ...resumption(workspace)], {
    cwd: workspace.folder,
    // strace counts the calls of each thread by themselves.
    env: { ...workspace.env, UV_THREADPOOL_SIZE: '1' },
  }).signal;
}

/** How many records tell of a piece of this size that was kept aside. */
function toldOf(workspace: Workspace, bytes: number): number {
  const told = workspace.logLines().filter((line) => line.includes('"type":"log.recovered"'));
  return told.filter((line) => line.includes(`"bytes":${bytes}`)).length;
}

describe('a log with a torn end', () => {
  it('28 killed in the middle of its recovery, at each of its system calls: recovered once', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    leaveSession(workspace);
    const cuts = cutsOf(workspace);
    for (const [index, cut] of cuts.entries()) {
      const before = logText(workspace);
      const torn = `{"v":1,"type":"note${'x'.repeat(index)}`;
      appendFileSync(logOf(workspace), torn);
      expect({ ...cut, signal: resumeUnder(workspace, cut) }).toEqual({ ...cut, signal: 'SIGKILL' });
      resumeToThePerson(workspace);
      expect(logText(workspace).startsWith(before)).toBe(true);
      expect({ ...cut, told: toldOf(workspace, torn.length) }).toEqual({ ...cut, told: 1 });
    }
    const asides = readdirSync(join(workspace.sessionFolder(), 'torn'));
    expect(asides.filter((name) => /^\d+-[0-9a-f]{64}$/.test(name))).toHaveLength(cuts.length);
    expect(asides.filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
    expect(workspace.ledgerLines()).toEqual(['one']);
    expectWholeLogs(workspace);
  });

  it('30 an end that came back full of NUL bytes: cut off, kept aside, told', () => {
    const workspace = openWorkspace();
    leaveSession(workspace);
    const before = logText(workspace);
    truncateSync(logOf(workspace), statSync(logOf(workspace)).size + 4096);
    resumeToThePerson(workspace);
    expect(logText(workspace).startsWith(before)).toBe(true);
    expect(logText(workspace)).not.toContain('\0');
    expect(toldOf(workspace, 4096)).toBe(1);
    expect(typesIn(workspace).filter((type) => type === 'log.recovered')).toHaveLength(1);
    expect(workspace.ledgerLines()).toEqual(['one']);
    expectWholeLogs(workspace);
  });
});
