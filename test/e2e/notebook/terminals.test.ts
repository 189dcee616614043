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
    ['dark', '\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\'],
    ['light', '\x1b]11;rgb:ffff/ffff/ffff\x07'],
  ])('that tells its %s background is drawn in its colours', async (_, answer) => {
    const env = { COLORFGBG: undefined };
    const user = openScreen(prepared(), ['two.md'], {
      env,
      answers: (say) => say(`${answer}\x1b[?62c`),
    });
    await user.sees('▸ to do 1');
    await user.receives('\x1b[38;5;');
    expect(depthOf(user.raw())).toBe('256');
    await uses(user, 'Enter', 'run');
    await user.sees('▸ to do 2');
  });

  it('that answers late, and in pieces, types nothing by it', async () => {
    const env = { COLORFGBG: undefined };
    const late: ((text: string) => void)[] = [];
    const user = openScreen(prepared(), ['two.md'], { env, answers: (say) => late.push(say) });
    await user.sees('▸ to do 1');
    await user.receives('\x1b[c');
    const [say] = late;
    if (say === undefined) throw new Error('nothing was asked');
    await user.presses('i');
    await user.sees('Enter Write it');
    for (const part of ['\x1b]1', '1;rgb:ffff/', 'ffff/ffff', '\x1b', '\\', '\x1b[?6', '2;2', '2c'])
      say(part);
    await user.presses('x', 'y');
    await user.sees('│ xy');
    await user.sees('Enter Write it');
    expect(user.rows().join('\n')).not.toMatch(/rgb|11;|ffff/);
  });

  it.each([
    ['the theme is set', { theme: 'dark' }, {}],
    ['it says so itself', {}, { COLORFGBG: '15;0' }],
    ['there are no colours', {}, { NO_COLOR: '1' }],
    ['it is the console', {}, { TERM: 'linux', COLORTERM: undefined }],
  ])('is asked nothing where %s', async (_, settings, env) => {
    const workspace = prepared();
    for (const [name, value] of Object.entries(settings))
      runProgram(['settings', 'set', name, value], { cwd: workspace.folder, env: workspace.env });
    const user = openScreen(workspace, ['two.md'], { env: { COLORFGBG: undefined, ...env } });
    await uses(user, 'Enter', 'run');
    await user.sees(/[▸>] to do +2/);
    expect(user.raw()).not.toContain('\x1b]11;?');
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
