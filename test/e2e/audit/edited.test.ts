import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../platform/ssh/test-keys.ts';
import { runProgram } from '../program.ts';
import type { Conversation } from '../support/conversation.ts';
import { openTerminal } from '../support/open-terminal.ts';
import { command, item, runbookText, step } from '../support/runbook-text.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import { signersLine } from './support/audited-session.ts';
import { giveKey, resume, typesIn } from './support/crash-scene.ts';

const edited = (script: string): string =>
  runbookText(
    'Edited',
    item('ready', 'Ready'),
    step('kind: approval', 'id: go', 'role: lead', 'question: May this go on?'),
    command('apply', `${script} >> "$LEDGER"`, 'effect: change'),
  );

async function approves(workspace: Workspace, session: Conversation): Promise<void> {
  await session.sees('go> ');
  session.says('approve grace');
  await session.sees('Key file of the approver');
  session.says(join(workspace.folder, 'grace'));
  await session.sees('apply> ');
}

/** A session that grace has approved, before the step that she approved; then the file is edited. */
async function editedAfterApproval(): Promise<Workspace> {
  const workspace = openWorkspace();
  giveKey(workspace);
  const grace = makeKey(workspace.folder, 'grace').file;
  workspace.write(
    'platform.yaml',
    `environments:\n  local: { production: false, namespace: none }\nprincipals:\n  grace: { roles: [lead], keys: ["${signersLine('', grace).trim()}"] }\n`,
  );
  workspace.write('edited.md', edited('echo approved'));
  const session = openTerminal(workspace, ['edited.md', '--plain']);
  await session.sees('ready> ');
  session.says('yes');
  await approves(workspace, session);
  session.says('leave');
  expect(await session.ends()).toBe(3);
  workspace.write('edited.md', edited('echo smuggled'));
  return workspace;
}

describe('a runbook that is edited after its approval', () => {
  it('57 edited after its approval, and not adopted: what was approved is run', async () => {
    const workspace = await editedAfterApproval();
    const session = resume(workspace);
    await session.sees('+echo smuggled');
    await session.sees('(yes or no): ');
    session.says('no');
    await session.sees('apply> ');
    session.says('run');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['approved']);
    expectWholeLogs(workspace);
  });

  it('57 edited after its approval, and adopted: it has to be approved again', async () => {
    const workspace = await editedAfterApproval();
    const session = resume(workspace);
    await session.sees('+echo smuggled');
    await session.sees('Adopting it keeps 1 steps and voids 1: go.');
    await session.sees('(yes or no): ');
    session.says('yes');
    await approves(workspace, session);
    session.says('run');
    expect(await session.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['smuggled']);
    expect(typesIn(workspace).filter((type) => type === 'signoff')).toHaveLength(3);
    expectWholeLogs(workspace);
  });

  it('57 the session’s own copy edited after the approval: nothing is run', async () => {
    const workspace = await editedAfterApproval();
    const folder = join(workspace.sessionFolder(), 'runbook');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), edited('echo smuggled'));
    const { folder: cwd, env } = workspace;
    const refused = runProgram(['--resume', '--unattended'], { cwd, env });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('[log/runbook-digest]');
    expect(workspace.ledgerLines()).toEqual([]);
  });
});
