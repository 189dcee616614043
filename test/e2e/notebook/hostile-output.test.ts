import { expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace } from '../support/workspace.ts';

const hostile = [
  String.raw`printf '\033[31mred alarm\033[0m and \033[2J\033[Hcleared\n'`,
  String.raw`printf '\033[?1049h\033[?1049lalternate\n'`,
  String.raw`printf '\033]52;c;aGFja2Vk\a clipboard\n'`,
  String.raw`printf '\033]0;owned\a title \033]8;;http://evil.example\033\\link\033]8;;\033\\\n'`,
  String.raw`printf 'user \342\200\256txt.exe\n'`,
  String.raw`printf 'ten\rTEN over\n'`,
].join('\n');

it('keeps the screen whole, whatever a command prints', async () => {
  const workspace = openWorkspace();
  workspace.write('bad.md', runbookText('Bad', command('bad', hostile), item('after', 'After it')));
  const user = openScreen(workspace, ['bad.md']);
  const header = (await user.sees('▸ to do 1')).split('\n')[0];
  await uses(user, 'Enter', 'run');
  await user.sees('▸ to do 2 After it');
  await user.sees('TEN over');
  expect(user.rows()[0]).toBe(header);
  await user.sees('q leave');
  expect(user.alternate()).toBe(true);

  await user.presses('[', '[', 'o');
  await user.sees('Esc close');
  await user.sees('red alarm');
  const shown = await user.sees('TEN over');
  for (const text of [
    String.raw`\x1b[2J`,
    String.raw`\x1b[?1049h`,
    String.raw`\x1b]52;c;`,
    String.raw`\u202e`,
  ]) {
    expect(shown).toContain(text);
  }
  expect(user.raw()).not.toContain('\x1b]52');
  expect(user.raw()).not.toContain('\x1b]8;');
  expect(user.raw()).not.toContain('\x1b]0;owned');
  expect(user.raw()).not.toContain('\u202e');
});

it('stands lines of a megabyte, and binary', async () => {
  const workspace = openWorkspace();
  const long = `head -c 1048576 /dev/zero | tr '\\0' x; echo; head -c 20000 /dev/urandom; echo; echo the end`;
  workspace.write('long.md', runbookText('Long', command('long', long), item('after', 'After it')));
  const user = openScreen(workspace, ['long.md']);
  const header = (await user.sees('▸ to do 1')).split('\n')[0];
  await uses(user, 'Enter', 'run');
  await user.sees('▸ to do 2 After it');
  await user.sees('│ the end');
  expect(user.rows()[0]).toBe(header);
  await user.presses('[', 'o');
  await user.sees('Esc close');
  await user.presses('g');
  await user.sees('xxxxxxxxxx');
  await user.presses('w');
  await user.presses('G');
  await user.sees('the end');
  await uses(user, 'Esc', 'close');
  await user.sees('▸ to do 2 After it');
});
