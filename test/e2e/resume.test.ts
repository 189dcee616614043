import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPipes, openTerminal } from './support/open-terminal.ts';
import { spawnedIsGone, spawnedPid } from './support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const runbook = `# Resume

<!-- step: { id: wait } -->
\`\`\`bash
echo begun >> "$LEDGER"; echo "it has begun"; while [ ! -e ready ]; do sleep 0.05; done; echo ended >> "$LEDGER"
\`\`\`

- [ ] The end
      <!-- step: { id: end } -->
`;

/** A session that was killed while its command ran; the command lives on. */
async function killedWhileRunning(workspace: Workspace): Promise<void> {
  workspace.write('resume.md', runbook);
  const session = openPipes(workspace, ['resume.md', '--plain']);
  await session.sees('wait> ');
  session.says('run');
  await session.sees('│ it has begun');
  process.kill(session.pid, 'SIGKILL');
  expect(await session.ends()).toBe(137);
}

describe('a session whose program was killed while a command ran', () => {
  it('refuses to run it again or to take an answer while the command lives, and stops it on demand', async () => {
    const workspace = openWorkspace();
    await killedWhileRunning(workspace);
    const session = openTerminal(workspace, ['--resume', '--plain']);
    await session.sees('Its command still runs: stop');
    await session.sees('wait> ');
    for (const line of ['retry', 'done I saw it', 'failed I saw it']) {
      session.says(line);
      await session.sees('The command of wait still runs');
      await session.sees('wait> ');
    }
    for (const line of ['run', 'skip never mind', 'back']) {
      session.says(line);
      await session.sees('refused');
      await session.sees('wait> ');
    }
    session.says('stop');
    await session.sees('done HOW YOU KNOW');
    await session.sees('wait> ');
    await spawnedIsGone(workspace);
    expect(workspace.ledgerLines()).toEqual(['begun']);
    session.says('retry');
    await session.sees('Enter: run it');
    await session.sees('wait> ');
    workspace.write('ready', '');
    session.says('run');
    await session.sees('end> ');
    session.says('yes');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['begun', 'begun', 'ended']);
    expectWholeLogs(workspace);
  });

  it('takes the operator’s word once the command has ended by itself', async () => {
    const workspace = openWorkspace();
    await killedWhileRunning(workspace);
    const pid = spawnedPid(workspace);
    expect(pid).toBeGreaterThan(0);
    workspace.write('ready', '');
    await spawnedIsGone(workspace);
    const session = openTerminal(workspace, ['--resume', '--plain']);
    await session.sees('done HOW YOU KNOW');
    await session.sees('wait> ');
    session.says('done');
    await session.sees('needs a reason');
    await session.sees('wait> ');
    session.says('done it says ended in the ledger');
    await session.sees('said done    wait');
    await session.sees('end> ');
    session.says('yes');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['begun', 'ended']);
    expect(await workspace.events()).toContainEqual(
      expect.objectContaining({ type: 'step.resolved', resolution: 'done' }),
    );
    const outputs = readdirSync(join(workspace.sessionFolder(), 'outputs'));
    expect(outputs).toEqual([createHash('sha256').update('it has begun\n').digest('hex')]);
    expect(workspace.logLines().join()).toContain(`outputs/${outputs[0]}`);
    expectWholeLogs(workspace);
  });

  it('takes “failed” too, and then asks what to do about it', async () => {
    const workspace = openWorkspace();
    await killedWhileRunning(workspace);
    workspace.write('ready', '');
    await spawnedIsGone(workspace);
    const session = openTerminal(workspace, ['--resume', '--plain']);
    await session.sees('wait> ');
    session.says('failed the disk was full');
    await session.sees('retry · continue REASON');
    await session.sees('wait> ');
    session.says('abort enough');
    expect(await session.ends()).toBe(4);
  });

  it('needs a person: unattended it ends with 3 and runs nothing', async () => {
    const workspace = openWorkspace();
    await killedWhileRunning(workspace);
    workspace.write('ready', '');
    await spawnedIsGone(workspace);
    const session = openPipes(workspace, ['--resume', '--unattended']);
    await session.sees('a person must say what happened');
    expect(await session.ends()).toBe(3);
    expect(workspace.ledgerLines()).toEqual(['begun', 'ended']);
  });
});

const changing = (last: string): string => `# Change

<!-- step: { id: one, effect: read } -->
\`\`\`bash
echo one >> "$LEDGER"
\`\`\`

<!-- step: { id: two, effect: read } -->
\`\`\`bash
${last}
\`\`\`
`;

async function leftBeforeTwo(workspace: Workspace): Promise<void> {
  workspace.write('change.md', changing('echo old >> "$LEDGER"'));
  const session = openTerminal(workspace, ['./change.md', '--plain']);
  await session.sees('one> ');
  session.says('run');
  await session.sees('two> ');
  session.says('leave');
  expect(await session.ends()).toBe(3);
  workspace.write('change.md', changing('echo new >> "$LEDGER"'));
}

describe('a session whose runbook has changed since', () => {
  it('shows the difference, and goes on with its own copy after a no', async () => {
    const workspace = openWorkspace();
    await leftBeforeTwo(workspace);
    const session = openTerminal(workspace, ['--resume', '--plain']);
    await session.sees('-echo old >> "$LEDGER"');
    await session.sees('+echo new >> "$LEDGER"');
    await session.sees('Adopting it keeps 1 steps');
    await session.sees('(yes or no): ');
    session.says('');
    await session.sees('(yes or no): ');
    session.says('no');
    await session.sees('two> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['one', 'old']);
    expectWholeLogs(workspace);
  });

  it('adopts the new one after a yes', async () => {
    const workspace = openWorkspace();
    await leftBeforeTwo(workspace);
    const session = openTerminal(workspace, ['--resume', '--plain']);
    await session.sees('(yes or no): ');
    session.says('yes');
    await session.sees('two> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['one', 'new']);
    expect((await workspace.events()).map(({ type }) => type)).toContain('runbook.adopted');
    expectWholeLogs(workspace);
  });
});
