import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace } from '../support/workspace.ts';

const inBrackets = (text: string): string => `\x1b[200~${text}\x1b[201~`;

describe('keys that come all at once', () => {
  it.each([
    ['yyyy', 'several keys came at once. Press it again.'],
    ['y\ry\ry\r', '6 characters came at once, as from a paste.'],
    ['xyz', 'several keys came at once. Press it again.'],
    [':run\r', '5 characters came at once, as from a paste.'],
    [':yes\r\r', '6 characters came at once, as from a paste.'],
    ['jjkjG/f?', '8 characters came at once, as from a paste.'],
    ['kubectl delete pod y\ny\nq\r\n', '26 characters came at once, as from a paste.'],
    [inBrackets('y\ny\nyes\n'), '8 characters came at once, as from a paste.'],
    [inBrackets('\r\r\r'), '3 characters came at once, as from a paste.'],
  ])('decide nothing: %j', async (burst, told) => {
    const workspace = openWorkspace();
    workspace.write(
      'two.md',
      runbookText('Two', command('one', 'echo ran >> "$LEDGER"'), item('two', 'Two')),
    );
    const user = openScreen(workspace, ['two.md']);
    await user.sees('▸ to do 1');
    user.types(burst);
    await user.sees(`Nothing was done: ${told}`);
    // Whatever it opened is closed again; then everything is as it was.
    await user.presses('escape', 'escape', '.', 'i');
    await user.sees('Enter Write it');
    await user.presses('escape');
    await user.missesNow('Enter Write it');
    await user.sees('▸ to do 1');
    expect(workspace.ledgerLines()).toEqual([]);
    expect((await workspace.events()).map(({ type }) => type)).toEqual(['session.started']);
  });
});

it('a paste fills a field, and submits nothing', async () => {
  const workspace = openWorkspace();
  workspace.write('one.md', runbookText('One', item('one', 'One')));
  const user = openScreen(workspace, ['one.md']);
  await uses(user, 'i', 'note');
  await user.sees('Enter Write it');
  user.types(inBrackets('line one\nline two\r\n'));
  await user.sees('line one');
  await user.sees('Enter Write it');
  await user.presses('enter');
  await user.missesNow('Enter Write it');
  // The page is back before the note is on the disk.
  const notes = async (): Promise<readonly string[]> =>
    (await workspace.events()).flatMap((event) => (event.type === 'note' ? [event.text] : []));
  await expect.poll(notes, { timeout: 10_000 }).toEqual([expect.stringMatching(/^line one\s+line two$/)]);
});

it('text without brackets fills a field, and submits nothing', async () => {
  const workspace = openWorkspace();
  workspace.write('one.md', runbookText('One', item('one', 'One')));
  const user = openScreen(workspace, ['one.md']);
  await uses(user, 'i', 'note');
  await user.sees('Enter Write it');
  user.types('line one\rline two\r');
  await user.sees('│ line one line two');
  await user.sees('Enter Write it');
  await user.presses('escape');
  await user.missesNow('Enter Write it');
  expect((await workspace.events()).map(({ type }) => type)).toEqual(['session.started']);
});

it('two or three keys of one read move, as over a slow link', async () => {
  const workspace = openWorkspace();
  const names = Array.from({ length: 8 }, (_, at) => `item-${at}`);
  workspace.write('slow.md', runbookText('Slow', ...names.map((name) => item(name, name))));
  const user = openScreen(workspace, ['slow.md']);
  await user.sees('▸ to do 1');
  user.types('\t\t');
  await user.sees('goes back to step 1');
  user.types('\x1b[Z\x1b[Z');
  await user.missesNow('goes back to step 1');
  expect((await workspace.events()).map(({ type }) => type)).toEqual(['session.started']);
});

it('keys that are typed while a command runs do not answer the next step', async () => {
  const workspace = openWorkspace();
  workspace.write(
    'three.md',
    runbookText(
      'Three',
      command('one', 'echo begun; until [ -e go ]; do sleep 0.05; done'),
      item('two', 'Two'),
      item('three', 'Three'),
    ),
  );
  const user = openScreen(workspace, ['three.md']);
  await uses(user, 'Enter', 'run');
  await user.sees('│ begun');
  for (let press = 0; press < 10; press += 1) user.types('y');
  await user.presses('y', 'enter');
  await user.sees('one is running');
  writeFileSync(join(workspace.folder, 'go'), '');
  await user.sees('▸ to do 2 Two');
  // In the moment in which the step came into its place.
  user.types('y');
  await user.sees('Nothing was done: the key came just as the screen changed. Press it again.');
  expect((await workspace.events()).map(({ type }) => type)).not.toContain('signoff');
  await uses(user, 'y', 'yes');
  await user.sees('▸ to do 3 Three');
});

it('a key that is held does the thing once', async () => {
  const workspace = openWorkspace();
  const names = Array.from({ length: 6 }, (_, at) => `item-${at}`);
  workspace.write('held.md', runbookText('Held', ...names.map((name) => item(name, name))));
  const user = openScreen(workspace, ['held.md']);
  await user.sees('▸ to do 1');
  await user.presses('y');
  await user.sees('▸ to do 2');
  for (let repeat = 0; repeat < 15; repeat += 1) user.types('y');
  await user.sees('Nothing was done');
  await user.sees('▸ to do 2');
  expect((await workspace.events()).filter(({ type }) => type === 'signoff')).toHaveLength(1);
});
