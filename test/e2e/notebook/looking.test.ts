import { expect, it } from 'vitest';
import { chooses, uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

const prose = 'The quick brown fox jumps over the lazy dog, and nobody minds.';

/** Ten items after a command that failed and was gone over. */
async function openMany(columns = 120): Promise<{ workspace: Workspace; user: ScreenUser }> {
  const workspace = openWorkspace();
  const items = Array.from(
    { length: 10 },
    (_, at) => `${prose}\n\n${item(`item-${at}`, `Item number ${at}`)}`,
  );
  workspace.write(
    'many.md',
    runbookText(
      'Many',
      '## The beginning',
      command('first', 'echo a needle; exit 1'),
      '## The rest',
      ...items,
    ),
  );
  const user = openScreen(workspace, ['many.md'], { columns, rows: 30 });
  await uses(user, 'Enter', 'run');
  await user.sees('✗ FAILED 1');
  return { workspace, user };
}

it('searches in prose, steps and outputs, from match to match', async () => {
  const { workspace, user } = await openMany();
  await user.presses('/');
  await user.sees('Enter keep it');
  user.types('needle');
  await user.sees(/1 of \d+/);
  await user.presses('enter');
  await uses(user, 'n', 'next match');
  await user.sees(/2 of \d+/);
  await user.presses('N');
  await user.sees(/1 of \d+/);
  await uses(user, 'Esc', 'end search');
  await user.missesNow(/\d of \d+/);
  // Now n is the item's no again.
  await user.presses('n');
  await user.sees('✗ first asks for no tick.');
  expect(workspace.logLines().join('\n')).not.toContain('signoff');
});

it('filters, folds and unfolds', async () => {
  const { user } = await openMany();
  await user.presses('f');
  await user.sees('only failed: 1 of 11 steps');
  await user.presses('f');
  await user.sees('only skipped');
  await user.sees('No step was skipped.');
  await user.presses('escape');
  await user.missesNow('only skipped');
  await user.sees('✗ FAILED 1');
  await user.sees('a needle');
  await user.presses('space');
  await user.missesNow('│ a needle');
  await user.presses('space');
  await user.sees('│ a needle');
  await user.presses('z');
  await user.missesNow('quick brown fox');
  await user.presses('z');
  expect(await user.sees('quick brown fox')).toContain('│ a needle');
});

it('has an outline that can be hidden', async () => {
  const { user } = await openMany(120);
  await user.sees(/The beginning[^]*The beginning/);
  await user.presses('t');
  await user.missesNow(/The beginning[^]*The beginning/);
  expect(user.rows().at(-1)).not.toContain('Esc');
  await user.presses('t');
  await user.sees(/The beginning[^]*The beginning/);
});

it('comes back from a far step with Enter, and does nothing else', async () => {
  const { workspace, user } = await openMany();
  await user.presses('J');
  await user.sees('Jump to');
  user.types('number 9');
  await user.sees(/▸ .*Item number 9/);
  await user.presses('enter');
  await user.sees(/Item number 9[^]*end of the runbook/);
  await user.sees('Enter current step');
  const before = workspace.logLines();
  await user.presses('enter');
  await user.sees('✗ FAILED 1');
  await user.missesNow('Enter current step');
  expect(workspace.logLines()).toEqual(before);
  await user.presses('G', 'y');
  await user.sees('✗ FAILED 1');
  expect(workspace.logLines()).toEqual(before);
});

it('has a palette of every action, with why some do not work now', async () => {
  const { workspace, user } = await openMany();
  await uses(user, '^P', 'palette');
  user.types('approve');
  await user.sees('first asks for no approval.');
  await user.presses('enter');
  await user.sees('first asks for no approval.');
  for (let letter = 0; letter < 'approve'.length; letter += 1) await user.presses('backspace');
  user.types('go on');
  await user.sees(/▸ go on/);
  await user.presses('enter');
  await user.sees('Go on although this failed');
  await user.presses('escape');
  await user.missesNow('Go on although this failed');
  expect(workspace.logLines().join('\n')).not.toContain('step.continued');
});

it('tells of every key in its help', async () => {
  const { user } = await openMany();
  await uses(user, '?', 'help');
  const help = await user.sees('Do what the step asks');
  expect(help).toMatch(/r +run/i);
  await user.presses('G');
  await user.sees('Draw the screen anew.');
  await user.presses('escape');
  await user.sees('✗ FAILED 1');
  await uses(user, 'Enter', 'ways on');
  await chooses(user, 'Go on although it failed …');
  await user.sees('Go on although this failed');
});
