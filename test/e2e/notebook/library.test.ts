import { expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace } from '../support/workspace.ts';

const asking = `---
parameters:
  version: { type: version, description: Version to roll out }
---
${runbookText('Zebra', item('one', 'Stripes'))}`;

it('cancelling what a start asks for leads back to the library, as it was left', async () => {
  const workspace = openWorkspace();
  workspace.write('.git/config', '');
  workspace.write('runbooks/aardvark.md', runbookText('Aardvark', item('one', 'Ants')));
  workspace.write('runbooks/zebra.md', asking);
  const user = openScreen(workspace, []);
  await user.sees('▸ aardvark');
  await user.presses('down');
  await user.sees('▸ zebra');
  await uses(user, 'Enter', 'start it');
  await user.sees('What the runbook has to know');
  user.types('v1');
  await user.presses('escape');
  await user.sees('You cancelled; nothing was started.');
  await user.sees('▸ zebra');
  // It goes on from there: the same again, and then leaving.
  await uses(user, 'Enter', 'start it');
  await user.sees('What the runbook has to know');
  user.types('v1.2.3');
  await user.sees('v1.2.3');
  await user.presses('escape');
  await user.sees('▸ zebra');
  await uses(user, 'q', 'quit');
  expect(await user.ends()).toBe(0);
  expect(user.alternate()).toBe(false);
  expect(user.cursorShown()).toBe(true);
});

it('the cursor of the terminal stands where one types, and nowhere else', async () => {
  const workspace = openWorkspace();
  workspace.write('zebra.md', asking);
  for (const env of [{}, { NO_COLOR: '1' }, { TERM: 'xterm', COLORTERM: '' }]) {
    const user = openScreen(workspace, ['zebra.md'], { env });
    await user.sees('Enter Go on');
    user.types('v1.2');
    await user.sees('│ v1.2');
    const row = user.rows().findIndex((each) => each.includes('│ v1.2'));
    const column = (user.rows()[row] ?? '').indexOf('v1.2') + 4;
    await user.hasCursorAt({ row, column });
    await user.presses('left');
    await user.hasCursorAt({ row, column: column - 1 });
    user.types('.3');
    await user.sees('v1..32');
    await user.presses('tab', 'tab');
    await user.sees('▸ [ Cancel ]');
    await user.hasCursorAt(undefined);
    // Drawn anew, and in another window, it is still there.
    await user.presses('tab', 'ctrl+l');
    await user.hasCursorAt({ row, column: column + 1 });
    user.resizes(90, 28);
    await user.hasCursorAt({ row: row - 2, column: column + 1 });
    await user.presses('escape');
    expect(await user.ends()).toBe(4);
    expect(user.cursorShown()).toBe(true);
  }
});
