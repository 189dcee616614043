import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace } from '../support/workspace.ts';

const sizes = Array.from({ length: 20 }, (_, at) => [40 + ((at * 67) % 161), 10 + ((at * 31) % 51)] as const);

it('draws the whole frame after a storm of sizes while output flows', async () => {
  const workspace = openWorkspace();
  const flowing =
    'for ((i = 0; ; i++)); do echo "line $i of many"; [ -e go ] && break; sleep 0.005; done; echo the end';
  workspace.write('flow.md', runbookText('Flow', command('flow', flowing), item('after', 'After it')));
  const user = openScreen(workspace, ['flow.md']);
  await uses(user, 'Enter', 'run');
  // Its output, and not the command: Enter in a window that is too small by then would be no Enter.
  await user.sees(/line \d+ of many/);
  for (const [columns, rows] of sizes) user.resizes(columns, rows);
  user.resizes(120, 40);
  await user.sees(/^ not production .*operator \S+$/m);
  writeFileSync(join(workspace.folder, 'go'), '');
  await user.sees('▸ to do 2 After it');
  await user.sees('│ the end');
  // The key bar comes last: it offers the next step as soon as the session waits for it.
  const flowed = frameOf(await user.sees('q leave'));
  expect(user.rows()).toHaveLength(40);
  // What a terminal shows that was never resized.
  await user.presses('ctrl+l');
  await user.sees('│ the end');
  expect(frameOf(user.rows().join('\n'))).toEqual(flowed);
});

it('says that a window is too small, and loses nothing by it', async () => {
  const workspace = openWorkspace();
  workspace.write('ticks.md', runbookText('Ticks', item('one', 'One'), item('two', 'Two')));
  const user = openScreen(workspace, ['ticks.md']);
  await uses(user, 'i', 'note');
  await user.sees('Enter Write it');
  user.types('half a sent');
  await user.sees('half a sent');
  user.resizes(40, 10);
  await user.sees('Enlarge to 60x15.');
  user.resizes(60, 15);
  await user.sees('half a sent');
  user.types('ence');
  await user.presses('enter');
  await user.missesNow('Enter Write it');
  // The note is long written when the next key comes.
  await user.presses('.');
  user.resizes(50, 12);
  await user.sees('Enlarge to 60x15.');
  // Once, and not again where the screen asks for it: nothing may come of it.
  user.types('y');
  user.resizes(100, 30);
  await user.sees('▸ to do 1 One');
  expect((await workspace.events()).map(({ type }) => type)).toEqual(['session.started', 'note']);
  await uses(user, 'y', 'yes');
  await user.sees('▸ to do 2 Two');
});

/** The frame without its clock. */
function frameOf(screen: string): string {
  return screen.replaceAll(/\d+ ?s since/g, 'since');
}
