import { expect, it } from 'vitest';
import { chooses, fillsIn, uses } from '../support/offered-keys.ts';
import { openScreen } from '../support/screen.ts';
import { expectWholeLogs, openWorkspace } from '../support/workspace.ts';

const password = 'correct-horse-battery';

it('is walked to its end by somebody who knows no key but those on the screen', async () => {
  const workspace = openWorkspace();
  const user = openScreen(workspace, ['tour']);
  await user.sees('▸ to do 1 I have a cup of something nice');
  await uses(user, 'y', 'yes');

  await user.sees('▸ to do 2 This machine has bash');
  await uses(user, 'c', 'check');
  await user.sees('✓ pass stdout: it does');
  await uses(user, 'Enter', 'sign');
  await uses(user, 'y', 'Yes, it is so');

  await user.sees('▸ to do 3 Greet the visitor');
  await uses(user, 'Enter', 'run');
  await user.sees('Hello, visitor.');
  await user.sees('▸ to do 4 Write a postcard');
  await uses(user, 'Enter', 'run');

  await user.sees('▸ to do 5 Is the lamp on?');
  await uses(user, 'Enter', 'look');
  await user.sees('✗ FAILED 5 Is the lamp on?');
  await uses(user, 'Enter', 'ways on');
  await chooses(user, 'Run it again');

  await user.sees('▸ to do 6 Make a password up');
  await uses(user, 'Enter', 'answer');
  await fillsIn(user, 'Answer', password);

  await user.sees('▸ to do 7 Try to give the secret away');
  await uses(user, 'Enter', 'run');
  await user.sees('the password is ');

  await user.sees('▸ to do 8 Which way?');
  await uses(user, 'Enter', 'choose');
  await chooses(user, 'Yes, show me');

  await user.sees('▸ to do 9');
  await uses(user, 'Enter', 'run');

  await user.sees('▸ to do 10 Keep a copy of the postcard');
  await uses(user, 'Enter', 'run');

  await user.sees('▸ to do 11 May the tour end?');
  await uses(user, 'Enter', 'approval');
  await user.sees('Has visitor earned the end of the tour?');
  await user.sees('Wish you were here.');
  await fillsIn(user, 'Approve', 'Grace Hopper', '', '');

  await user.sees('▸ to do 12 I have left a note');
  await uses(user, 'i', 'note');
  await fillsIn(user, 'Write it', 'The cocoa was good.');
  await user.missesNow('Enter Write it');
  await uses(user, 'y', 'yes');

  await user.sees('COMPLETED');
  await uses(user, 'q', 'leave');
  expect(await user.ends()).toBe(0);
  expect(user.alternate()).toBe(false);
  expect(user.rows().join('\n')).toContain('COMPLETED');
  expectWholeLogs(workspace);
  expect(await workspace.events()).toContainEqual(
    expect.objectContaining({ type: 'note', text: 'The cocoa was good.' }),
  );
  expect(user.raw()).not.toContain(password);
  expect(workspace.logLines().join('\n')).not.toContain(password);
}, 60_000);
