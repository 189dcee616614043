import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace } from '../support/workspace.ts';

const counting = [
  'for i in $(seq 1 200); do echo "line $i"; done',
  'echo "ERROR: disk full"',
  'echo "$(printf "%0300d" 7)"',
  'until [ -e go ]; do sleep 0.05; done',
  'echo "the last line"',
].join('\n');

it('is followed while it grows, and looked through after', async () => {
  const workspace = openWorkspace();
  const pager = workspace.write('pager', '#!/bin/bash\nhead -n 1 "$1"; read -rsn 1 -p "PAGED "\n');
  workspace.write('count.md', runbookText('Count', command('count', counting), item('after', 'After it')));
  const user = openScreen(workspace, ['count.md'], { env: { PAGER: `bash ${pager}` } });
  await uses(user, 'Enter', 'run');
  await user.sees('ERROR: disk full');
  await uses(user, 'o', 'output');
  await user.sees('ERROR: disk full');
  await user.presses('g');
  await user.sees(/^ *line 1$/m);
  await uses(user, 's', 'follow');
  await user.sees('ERROR: disk full');
  writeFileSync(join(workspace.folder, 'go'), '');
  await user.sees('the last line');
  await user.sees('exit 0');

  await user.presses('g', '/');
  // Typed before the field is there, it would be a burst with the key that opens it.
  await user.sees('Enter search');
  user.types('line 17');
  await user.presses('enter');
  await user.sees('line 17');
  await uses(user, 'n', 'next match');
  await user.sees('line 170');
  await user.presses('escape');
  await user.missesNow('next match');

  await user.presses('g', 'e');
  await user.sees('ERROR: disk full');
  await uses(user, 'w', 'wrap');
  await user.presses('G');
  await user.presses('G');
  await user.sees('00007');
  await user.presses('g');
  await user.sees(/^ *line 1$/m);
  await user.presses('m');
  await user.sees(/· 1 mark\b/);
  await user.presses('j');
  await user.sees('from line 2');
  await user.presses('j');
  await user.sees('from line 3');
  await user.presses('m');
  await user.sees('2 marks');
  await user.presses('c');
  await user.receives(`\x1b]52;c;${Buffer.from('line 1\nline 2\nline 3').toString('base64')}`);

  await uses(user, 'v', 'pager');
  await user.sees('PAGED');
  expect(user.alternate()).toBe(false);
  await user.sees('line 1');
  user.types('x');
  await user.missesNow('PAGED');
  await user.sees('Esc close');

  await user.presses('S');
  await user.sees(/count.*\.(log|txt)/);
  await user.presses('enter');
  await user.sees(/saved/i);
  await user.presses('escape');
  await user.sees('▸ to do 2 After it');
});
