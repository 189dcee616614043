import { describe, expect, it } from 'vitest';
import { chooses, fillsIn, uses } from '../support/offered-keys.ts';
import { programPath } from '../program.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import { spawnedIsGone } from '../support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

async function opened(running: boolean): Promise<{ workspace: Workspace; user: ScreenUser }> {
  const workspace = openWorkspace();
  const script = 'echo begun; sleep 600; echo never >> "$LEDGER"';
  workspace.write('wait.md', runbookText('Wait', command('wait', script), item('after', 'After it')));
  const user = openScreen(workspace, ['wait.md']);
  await user.sees('▸ to do 1');
  if (running) {
    await uses(user, 'Enter', 'run');
    await user.sees('│ begun');
  }
  return { workspace, user };
}

function expectRestored(user: ScreenUser): void {
  expect(user.alternate()).toBe(false);
  expect(user.cursorShown()).toBe(true);
  expect(user.pastesInBrackets()).toBe(false);
  const how = user.rows().filter((row) => row.includes('Go on with: teei-runbook --resume '));
  expect(how).toHaveLength(1);
}

describe('a signal to the program', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)(
    '%s at a step pauses the session, gives the terminal back and ends with %i',
    async (signal, code) => {
      const { workspace, user } = await opened(false);
      user.signals(signal);
      expect(await user.ends()).toBe(code);
      expectRestored(user);
      expect((await workspace.events()).map(({ type }) => type)).toContain('session.paused');
      expectWholeLogs(workspace);
    },
  );

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s while a command runs stops that first, and ends with %i', async (signal, code) => {
    const { workspace, user } = await opened(true);
    user.signals(signal);
    expect(await user.ends()).toBe(code);
    await spawnedIsGone(workspace);
    expectRestored(user);
    expect(workspace.ledgerLines()).toEqual([]);
    expect((await workspace.events()).map(({ type }) => type)).toContain('session.paused');
    expectWholeLogs(workspace);
  });

  it('SIGINT while a command runs stops the command only', async () => {
    const { workspace, user } = await opened(true);
    user.signals('SIGINT');
    await user.sees('✗ FAILED 1');
    await spawnedIsGone(workspace);
    await user.presses('q', 'enter');
    expect(await user.ends()).toBe(3);
    expectRestored(user);
  });

  it('ends it with a dialog open, too', async () => {
    const { workspace, user } = await opened(true);
    await user.presses('ctrl+c');
    await user.sees('▸ Let it run');
    user.signals('SIGTERM');
    expect(await user.ends()).toBe(143);
    await spawnedIsGone(workspace);
    expectRestored(user);
    expectWholeLogs(workspace);
  });
});

it('a terminal that goes away leaves a whole log and no child', async () => {
  const { workspace, user } = await opened(true);
  user.hangsUp();
  await user.ends();
  await spawnedIsGone(workspace);
  expect(workspace.ledgerLines()).toEqual([]);
  expectWholeLogs(workspace);
  const next = openScreen(workspace, ['--resume']);
  await next.sees('stopped as the program ended');
  expect((await workspace.events()).map(({ type }) => type)).toContain('session.paused');
});

it('asks what happened, after it was killed while a command ran', async () => {
  const { workspace, user } = await opened(true);
  user.signals('SIGKILL');
  expect(await user.ends()).toBe(137);
  const next = openScreen(workspace, ['--resume']);
  await uses(next, 'Enter', 'ways on');
  await next.sees('It was interrupted, and its command still runs');
  await chooses(next, 'Stop its command');
  await spawnedIsGone(workspace);
  await uses(next, 'Enter', 'say what happened');
  await next.sees('It was interrupted');
  await chooses(next, 'It was done …');
  await fillsIn(next, 'Sign: it was done', 'it said so');
  await next.sees('▸ to do 2 After it');
  await uses(next, 'y', 'yes');
  await next.sees('COMPLETED');
  await uses(next, 'q', 'leave');
  await next.ends();
  expect(workspace.ledgerLines()).toEqual([]);
  expectWholeLogs(workspace);
});

it('stops at Ctrl+Z in a shell, and is back after fg', async () => {
  const workspace = openWorkspace();
  workspace.write('two.md', runbookText('Two', item('one', 'One'), item('two', 'Two')));
  const user = openScreen(workspace, [], {
    program: ['bash', '--norc', '--noprofile', '-i'],
    env: { PS1: 'shell> ' },
  });
  await user.sees('shell> ');
  user.types(`'${process.execPath}' '${programPath}' two.md; echo "ended with $?"\r`);
  await uses(user, 'y', 'yes');
  await user.sees('▸ to do 2');
  for (let round = 0; round < 2; round += 1) {
    await user.presses('ctrl+z');
    await user.sees('Stopped');
    await user.missesNow('▸ to do 2');
    expect(user.alternate()).toBe(false);
    user.types('echo from"-"shell\r');
    await user.sees('from-shell');
    user.types('clear; fg\r');
    await user.sees('▸ to do 2');
    expect(user.alternate()).toBe(true);
  }
  await uses(user, 'y', 'yes');
  await user.sees('COMPLETED');
  await uses(user, 'q', 'leave');
  await user.sees('COMPLETED');
  expectWholeLogs(workspace);
});
