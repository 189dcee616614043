import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spawnedIsGone } from '../support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import {
  diesOf,
  giveKey,
  logOf,
  logText,
  needs,
  openAtVictim,
  resume,
  typesIn,
  walksOn,
} from './support/crash-scene.ts';
import { noDisk, openDisk } from './support/disk.ts';
import { noTracing } from './support/tracing.ts';
import { verdictOn } from './support/verdict.ts';

/** The finished ones: what was being written is under a name of its own. */
function checkpointsOf(workspace: Workspace): readonly string[] {
  return readdirSync(join(workspace.sessionFolder(), 'checkpoints'))
    .filter((name) => /^\d+\.(?:txt|sig)$/.test(name))
    .toSorted();
}

describe('a program that is killed at one system call', () => {
  it('22 before the intent is on the disk: the step never ran', async (context) => {
    needs(context, noTracing(), noDisk());
    const workspace = openWorkspace();
    const disk = openDisk(workspace);
    const session = await openAtVictim(workspace);
    const before = logText(workspace);
    const fault = { calls: 'fdatasync', fault: 'signal=SIGKILL', path: logOf(workspace) };
    await diesOf(workspace, session, 'run', fault);
    expect(logText(workspace).slice(before.length)).toContain('"type":"step.started"');
    disk.shutDown();
    disk.mountAgain();
    expect(logText(workspace)).toBe(before);
    expect(workspace.ledgerLines()).toEqual([]);

    const resumed = resume(workspace);
    await resumed.sees('Enter: run it');
    await resumed.sees('victim> ');
    expect(await walksOn(resumed, 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expectWholeLogs(workspace);
  });

  it('23 between the intent and the process: unknown, a person says', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace);
    await diesOf(workspace, session, 'run', { calls: 'clone,clone3,vfork,fork', fault: 'signal=SIGKILL' });
    expect(typesIn(workspace).at(-1)).toBe('step.started');
    expect(workspace.ledgerLines()).toEqual([]);
    const resumed = resume(workspace);
    await resumed.sees('done HOW YOU KNOW');
    await resumed.sees('victim> ');
    expect(await walksOn(resumed, 'retry', 'run', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expectWholeLogs(workspace);
  });

  it('24 while output flows: what was shown is kept, and nothing runs twice', async () => {
    const workspace = openWorkspace();
    const script =
      'echo victim >> "$LEDGER"; echo "it has begun"; while [ ! -e ready ]; do sleep 0.05; done; echo "it has ended"';
    const session = await openAtVictim(workspace, script);
    session.says('run');
    await session.sees('│ it has begun');
    process.kill(session.pid, 'SIGKILL');
    expect(await session.ends()).toBe(137);
    const before = logText(workspace);
    const refused = resume(workspace);
    await refused.sees('Its command still runs');
    await refused.sees('victim> ');
    refused.says('retry');
    await refused.sees('The command of victim still runs');
    await refused.sees('victim> ');
    workspace.write('ready', '');
    await spawnedIsGone(workspace);
    expect(await walksOn(refused, 'done it is in the ledger', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expect(logText(workspace).startsWith(before)).toBe(true);
    expect(logText(workspace)).toContain('"path":"outputs/');
    expectWholeLogs(workspace);
  });

  it('25 between the command’s end and its record: unknown, though it has run', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    const session = await openAtVictim(workspace);
    const fault = { calls: 'write', fault: 'signal=SIGKILL:when=3', path: logOf(workspace) };
    await diesOf(workspace, session, 'run', fault);
    expect(typesIn(workspace).slice(-2)).toEqual(['step.started', 'step.spawned']);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    const resumed = resume(workspace);
    await resumed.sees('done HOW YOU KNOW');
    await resumed.sees('victim> ');
    expect(await walksOn(resumed, 'done it is in the ledger', 'yes')).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['victim']);
    expectWholeLogs(workspace);
  });

  it('26 between a record and its checkpoint: an unsigned tail, and the record stands', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    giveKey(workspace);
    const session = await openAtVictim(workspace);
    session.says('run');
    await session.sees('looked> ');
    await diesOf(workspace, session, 'yes', { calls: 'rename', fault: 'signal=SIGKILL' });
    expect(checkpointsOf(workspace)).toEqual(['000001.sig', '000001.txt']);
    expect(typesIn(workspace).at(-1)).toBe('signoff');
    expect(verdictOn(workspace, [])).toMatchObject({ exitCode: 0, state: 'unsigned-tail' });
    expect(await resume(workspace).ends()).toBe(0);
    expect(typesIn(workspace).filter((type) => type === 'signoff')).toHaveLength(2);
    expect(verdictOn(workspace, [])).toMatchObject({ exitCode: 0, state: 'verified' });
  });

  it('27 between a checkpoint and its signature: it counts as unsigned, the next one covers it', async (context) => {
    needs(context, noTracing());
    const workspace = openWorkspace();
    giveKey(workspace);
    const session = await openAtVictim(workspace);
    session.says('run');
    await session.sees('looked> ');
    const path = join(workspace.sessionFolder(), 'checkpoints');
    await diesOf(workspace, session, 'yes', { calls: 'fsync', fault: 'signal=SIGKILL', path });
    expect(checkpointsOf(workspace)).toEqual(['000001.sig', '000001.txt', '000002.txt']);
    expect(verdictOn(workspace, [])).toMatchObject({ exitCode: 0, state: 'unsigned-tail' });
    expect(await resume(workspace).ends()).toBe(0);
    expect(verdictOn(workspace, [])).toMatchObject({ exitCode: 0, state: 'verified' });
  });
});
