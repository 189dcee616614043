import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooses, uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import { spawnedIsGone } from '../support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

/** A command that runs until the file `go` is there. */
const waiting = 'echo begun; until [ -e go ]; do sleep 0.05; done; echo over; echo over >> "$LEDGER"';

async function openRunning(): Promise<{ workspace: Workspace; user: ScreenUser; letGo: () => void }> {
  const workspace = openWorkspace();
  workspace.write('wait.md', runbookText('Wait', command('wait', waiting), item('after', 'After')));
  const user = openScreen(workspace, ['wait.md']);
  await uses(user, 'Enter', 'run');
  await user.sees('│ begun');
  return { workspace, user, letGo: () => writeFileSync(join(workspace.folder, 'go'), '') };
}

it('asks at Ctrl+C, and lets the command run where that is chosen', async () => {
  const { workspace, user, letGo } = await openRunning();
  await uses(user, '^C', 'interrupt');
  await user.sees('A command is running');
  await user.sees('▸ Let it run');
  await user.presses('ctrl+c');
  await user.missesNow('A command is running');
  await user.presses('ctrl+c');
  await user.sees('▸ Let it run');
  await user.presses('enter');
  await user.missesNow('A command is running');
  letGo();
  await user.sees('▸ to do 2 After');
  expect(workspace.ledgerLines()).toEqual(['over']);
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
});

it('stops the command, and the step has failed', async () => {
  const { workspace, user } = await openRunning();
  await user.presses('ctrl+c');
  await chooses(user, 'Stop the command');
  await user.sees('✗ FAILED 1');
  await spawnedIsGone(workspace);
  await user.sees('After');
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
  expect(workspace.ledgerLines()).toEqual([]);
  expectWholeLogs(workspace);
});

it('stops it, pauses the session and leaves', async () => {
  const { workspace, user } = await openRunning();
  await user.presses('ctrl+c');
  await chooses(user, 'Stop it, pause the session and leave');
  expect(await user.ends()).toBe(3);
  await spawnedIsGone(workspace);
  expect(user.alternate()).toBe(false);
  await user.sees('Go on with: teei-runbook --resume');
  expect((await workspace.events()).map(({ type }) => type)).toContain('session.paused');
  expectWholeLogs(workspace);
});

it('stops nothing that has ended while it was asked', async () => {
  const { workspace, user, letGo } = await openRunning();
  await user.presses('ctrl+c');
  await user.sees('▸ Let it run');
  letGo();
  await user.sees('1/2');
  await chooses(user, 'Stop the command');
  await user.sees('▸ to do 2 After');
  expect(workspace.ledgerLines()).toEqual(['over']);
  await user.presses('ctrl+c');
  await user.sees('Nothing is running');
  await user.presses('ctrl+c');
  await user.missesNow('Nothing is running');
  await user.presses('ctrl+c');
  await chooses(user, 'Pause the session and leave');
  expect(await user.ends()).toBe(3);
  expectWholeLogs(workspace);
});
