import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { uses } from '../support/offered-keys.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { openScreen } from '../support/screen.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

function prepared(): Workspace {
  const workspace = openWorkspace();
  workspace.write(
    'two.md',
    runbookText('Two', command('one', 'printf "\\033[31mred\\033[0m\\n"'), item('two', 'Two')),
  );
  return workspace;
}

/** How many colours the program has used: those of a palette of 256, of 16, or none. */
function depthOf(raw: string): '256' | '16' | 'none' {
  const escape = String.fromCodePoint(0x1b);
  const all = [...raw.matchAll(new RegExp(`${escape}\\[([0-9;]*)m`, 'g'))].map(([, codes = '']) => codes);
  if (all.some((codes) => /(?:^|;)[34]8;[25];/.test(codes))) return '256';
  return all.some((codes) => /(?:^|;)(?:3|4|9|10)[0-7](?:;|$)/.test(codes)) ? '16' : 'none';
}

describe('a terminal', () => {
  it.each([
    ['with a dark background', { COLORFGBG: '15;0' }, '256'],
    ['with a light background', { COLORFGBG: '0;15' }, '256'],
    ['with 16 colours', { COLORFGBG: '15;0', TERM: 'xterm', COLORTERM: undefined }, '16'],
    ['without colour', { COLORFGBG: '15;0', NO_COLOR: '1' }, 'none'],
    ['in CI', { COLORFGBG: '15;0', CI: 'true' }, '256'],
  ] as const)('%s shows the whole screen', async (_, env, depth) => {
    const user = openScreen(prepared(), ['two.md'], { env });
    await user.sees('▸ to do 1');
    expect(user.alternate()).toBe(true);
    expect(user.rows()[0]).toContain('not production');
    expect(depthOf(user.raw())).toBe(depth);
    await uses(user, 'Enter', 'run');
    await user.sees('▸ to do 2');
    await user.sees('│ red');
    expect(depthOf(user.raw())).toBe(depth);
  });

  it.each([
    ['that is dumb', { TERM: 'dumb' }, 'Lines instead of the full screen: TERM is dumb.'],
    [
      'of somebody who hears the screen',
      { ACCESSIBLE: '1' },
      'Lines instead of the full screen: ACCESSIBLE is set.',
    ],
  ])('%s gets lines, and is told why', async (_, env, why) => {
    const user = openScreen(prepared(), ['two.md'], { env });
    await user.sees(why);
    await user.sees('one> ');
    expect(user.alternate()).toBe(false);
    expect(user.raw()).not.toContain('\x1b[?1049h');
    user.types('run\r');
    await user.sees('two> ');
    user.types('yes\r');
    expect(await user.ends()).toBe(0);
  });
});

it('pipes get lines, and a person is needed', () => {
  const workspace = prepared();
  const { exitCode, stdout } = runProgram(['two.md'], { cwd: workspace.folder, env: workspace.env });
  expect(exitCode).toBe(3);
  expect(stdout).not.toContain('\x1b');
});
