import { expect, it } from 'vitest';
import { chooses, fillsIn, uses } from '../support/offered-keys.ts';
import { command, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

function production(): Workspace {
  const workspace = openWorkspace();
  const parts = ['one', 'two'].map((id) => command(id, `echo ${id} >> "$LEDGER"`, 'effect: change'));
  workspace.write('change.md', runbookText('Change', ...parts));
  workspace.write('platform.yaml', 'environments:\n  live: { production: true, namespace: teei-live }\n');
  return workspace;
}

it('wants the namespace typed once, then a choice that is not the default', async () => {
  const workspace = production();
  const user = openScreen(workspace, ['change.md', '--environment', 'live']);
  await user.sees('▸ to do 1');
  expect(user.rows()[0]).toContain('PRODUCTION');
  await uses(user, 'Enter', 'run');
  await user.sees('Type teei-live to go on');
  expect(user.rows().filter((row) => row.includes('PRODUCTION')).length).toBeGreaterThan(1);
  await user.sees('echo one >> "$LEDGER"');
  await user.sees('▸ [ Cancel ]');

  user.types('yes');
  await user.sees('That is not teei-live.');
  await user.presses('enter');
  await user.sees('Type teei-live to go on');
  await uses(user, 'Esc', 'cancel');
  await user.missesNow('Type teei-live to go on │');
  expect(workspace.ledgerLines()).toEqual([]);

  await uses(user, 'Enter', 'run');
  await fillsIn(user, 'Run it', 'teei-live');
  await user.sees('▸ to do 2');
  await uses(user, 'Enter', 'run');
  await user.sees('This changes PRODUCTION.');
  await user.sees('▸ Cancel');
  await chooses(user, 'Run it');
  await user.sees('COMPLETED');
  await uses(user, 'q', 'leave');
  expect(await user.ends()).toBe(0);
  expect(workspace.ledgerLines()).toEqual(['one', 'two']);
  expectWholeLogs(workspace);
});

it('runs nothing where Enter is pressed again and again', async () => {
  const workspace = production();
  const user = openScreen(workspace, ['change.md', '--environment', 'live']);
  await user.sees('▸ to do 1');
  for (let round = 0; round < 3; round += 1) {
    await user.presses('enter');
    await user.sees('▸ [ Cancel ]');
    await user.presses('enter');
    await user.missesNow('[ Cancel ]');
  }
  user.types('\r\r\r\r\r\r');
  await user.sees('several keys came at once');
  await uses(user, 'Enter', 'run');
  await fillsIn(user, 'Run it', 'teei-live');
  await user.sees('▸ to do 2');
  for (let round = 0; round < 3; round += 1) {
    await user.presses('enter');
    await user.sees('▸ Cancel');
    await user.presses('enter');
    await user.missesNow('▸ Cancel');
  }
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
  expect(workspace.ledgerLines()).toEqual(['one']);
});

it('asks for the namespace again in a resumed session', async () => {
  const workspace = production();
  const user = openScreen(workspace, ['change.md', '--environment', 'live']);
  await uses(user, 'Enter', 'run');
  await fillsIn(user, 'Run it', 'teei-live');
  await user.sees('▸ to do 2');
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
  const next = openScreen(workspace, ['--resume']);
  await next.sees('▸ to do 2');
  expect(next.rows()[0]).toContain('PRODUCTION');
  await uses(next, 'Enter', 'run');
  await next.sees('Type teei-live to go on');
});
