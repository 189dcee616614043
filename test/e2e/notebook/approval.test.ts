import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooses, fillsIn, uses } from '../support/offered-keys.ts';
import { command, runbookText, step } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

const passphrase = 'four words are enough';

const runbook = runbookText(
  'Go',
  step(
    'kind: approval',
    'id: go',
    'title: May it go?',
    'question: May this be deployed?',
    'role: release-manager',
  ),
  command('do-it', 'echo done >> "$LEDGER"'),
);

const environments = 'environments:\n  local: { production: false, namespace: none }\n';

function makeKey(workspace: Workspace, name: string, secret: string): string {
  const file = join(workspace.folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', secret, '-C', name, '-f', file]);
  return file;
}

it('is signed with a key whose passphrase is asked for at the terminal itself', async () => {
  const workspace = openWorkspace();
  const key = makeKey(workspace, 'grace', passphrase);
  const publicKey = readFileSync(`${key}.pub`, 'utf8').trim();
  workspace.write('go.md', runbook);
  workspace.write(
    'platform.yaml',
    `${environments}principals:\n  grace: { roles: [release-manager], keys: ["${publicKey}"] }\n`,
  );
  const user = openScreen(workspace, ['go.md']);
  await uses(user, 'a', 'approve');
  await fillsIn(user, 'Approve', 'grace', '', '');
  await user.sees('✗ ');
  await user.sees('must be signed by the approver’s key');

  await uses(user, 'Enter', 'approval');
  await fillsIn(user, 'Approve', 'grace', key, 'looked at the plan');
  await user.sees('Enter passphrase');
  expect(user.alternate()).toBe(false);
  user.types(`${passphrase}\r`);
  await user.sees('▸ to do 2');
  expect(user.alternate()).toBe(true);
  await user.sees('by grace');
  await uses(user, 'Enter', 'run');
  await user.sees('COMPLETED');
  await uses(user, 'q', 'leave');
  expect(await user.ends()).toBe(0);
  expect(workspace.ledgerLines()).toEqual(['done']);
  expect(user.raw()).not.toContain(passphrase);
  expectWholeLogs(workspace);
});

it('is entered unsigned where that is allowed, and says so; or rejected with a reason', async () => {
  const workspace = openWorkspace();
  workspace.write('go.md', runbook);
  workspace.write('platform.yaml', `${environments}approvals: { unsigned: allowed }\n`);
  const user = openScreen(workspace, ['go.md']);
  await uses(user, 'x', 'reject');
  await fillsIn(user, 'Reject', 'Grace Hopper', '', '');
  await user.sees('A reason is needed: it goes into the log.');
  await fillsIn(user, 'Reject', 'the window is closed');
  await user.missesNow('Enter Reject');
  await user.sees('✗ FAILED 1 May it go?');
  await user.sees('Grace Hopper said no: the window is closed');
  await uses(user, 'Enter', 'ways on');
  await chooses(user, 'Ask again');
  await fillsIn(user, 'Approve', 'Grace Hopper', '', '');
  await user.sees('▸ to do 2');
  await user.sees('✓ unsigned 1 May it go?');
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
  const decisions = (await workspace.events()).filter(({ type }) => type === 'signoff');
  expect(decisions).toMatchObject([
    { decision: 'no', name: 'Grace Hopper', note: 'the window is closed' },
    { decision: 'yes', name: 'Grace Hopper' },
  ]);
  expect(workspace.ledgerLines()).toEqual([]);
  expectWholeLogs(workspace);
});
