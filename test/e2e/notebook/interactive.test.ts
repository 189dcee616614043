import { expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

function opened(script: string): { workspace: Workspace; user: ScreenUser } {
  const workspace = openWorkspace();
  workspace.write(
    'talk.md',
    runbookText(
      'Talk',
      command('talk', script, 'effect: read, interactive: true'),
      item('after', 'After it'),
    ),
  );
  return { workspace, user: openScreen(workspace, ['talk.md']) };
}

it('gives the terminal to the child, with the very first key that is typed', async () => {
  const { workspace, user } = opened(
    'read -rn 1 -p "one"" key: " key; echo; read -r -p "a"" line: " line; echo "$key-$line" >> "$LEDGER"',
  );
  await uses(user, 'Enter', 'run');
  await user.sees('one key: ');
  expect(user.alternate()).toBe(false);
  expect(user.cursorShown()).toBe(true);
  user.types('y');
  await user.sees('a line: ');
  user.types('yes and yes\r');
  await user.sees('▸ to do 2 After it');
  expect(user.alternate()).toBe(true);
  expect(workspace.ledgerLines()).toEqual(['y-yes and yes']);
  // None of it came to the notebook.
  expect((await workspace.events()).map(({ type }) => type)).not.toContain('signoff');
  await uses(user, 'y', 'yes');
  await user.sees('COMPLETED');
  await uses(user, 'q', 'leave');
  expect(await user.ends()).toBe(0);
  expectWholeLogs(workspace);
});

it('gives keys that are typed ahead to the child, or to nobody', async () => {
  const { workspace, user } = opened(
    'echo wai""ting; sleep 0.3; read -r -p "a"" line: " line; echo "$line" >> "$LEDGER"',
  );
  await uses(user, 'Enter', 'run');
  await user.sees('waiting');
  user.types('yyy');
  await user.sees('a line: ');
  user.types('now\r');
  user.types('yyyy');
  await user.sees('▸ to do 2 After it');
  expect(workspace.ledgerLines()).toEqual([expect.stringMatching(/^y*now$/)]);
  await user.presses('i');
  await user.sees('Enter Write it');
  expect((await workspace.events()).map(({ type }) => type)).not.toContain('signoff');
});

it('comes back from a program that takes the whole screen', async () => {
  const { workspace, user } = opened('seq 1 500 > numbers; less numbers');
  await uses(user, 'Enter', 'run');
  await user.sees(/^1\n2\n3$/m);
  user.types('G');
  await user.sees(/^500$/m);
  user.types('q');
  await user.sees('▸ to do 2 After it');
  expect(user.alternate()).toBe(true);
  expect(user.rows()[0]).toContain('Talk');
  await user.sees(/q leave$/m);
  user.resizes(80, 24);
  await user.sees(/^ not production.*\n[^]*q leave$/m);
  await uses(user, 'y', 'yes');
  await user.sees('COMPLETED');
  expectWholeLogs(workspace);
});

it('lets Ctrl+C go to the child, and the step then failed', async () => {
  const { workspace, user } = opened('echo "sleeping"" now"; sleep 600');
  await uses(user, 'Enter', 'run');
  await user.sees('sleeping now');
  user.types('\x03');
  await user.sees('✗ FAILED 1');
  expect(user.alternate()).toBe(true);
  await user.presses('q', 'enter');
  expect(await user.ends()).toBe(3);
  expectWholeLogs(workspace);
});
