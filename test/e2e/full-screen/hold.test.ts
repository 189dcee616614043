import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hostProgram, openScreen, type ScreenUser } from './open-screen.ts';

const escape = '\x1b';

/** Starts the program and waits until it hears keys: what is typed before its first frame counts for nothing. */
async function openHost(options?: Parameters<typeof openScreen>[1]): Promise<ScreenUser> {
  const user = openScreen(hostProgram, options);
  await user.sees('keys []');
  return user;
}

describe('the terminal', () => {
  it('is taken whole, and given back as it was', async () => {
    const user = await openHost();
    expect(user.onAlternateScreen()).toBe(true);
    expect(user.pastesInBrackets()).toBe(true);
    user.types('q');
    expect(await user.ends()).toBe(0);
    expect(user.onAlternateScreen()).toBe(false);
    expect(user.pastesInBrackets()).toBe(false);
    expect(user.screen().trim()).toBe('left with 0');
    expect(user.raw().lastIndexOf(`${escape}[?25h`)).toBeGreaterThan(
      user.raw().lastIndexOf(`${escape}[?25l`),
    );
    expect(user.raw()).toContain(`${escape}[23;2t`);
  });

  it('is taken in CI, too', async () => {
    const user = await openHost({ env: { CI: 'true' } });
    expect(user.onAlternateScreen()).toBe(true);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('hears nothing that was typed before there was anything to see', async () => {
    const user = openScreen(hostProgram);
    user.types('X');
    await user.sees('keys []');
    await user.isHeard();
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('hears keys as they come', async () => {
    const user = await openHost();
    let heard = 'keys [';
    for (const [typed, chord] of [
      ['y', 'y'],
      ['G', 'G'],
      [' ', 'space'],
      ['\t', 'tab'],
      [`${escape}[A`, 'up'],
      [`${escape}x`, 'alt+x'],
      ['\x10', 'ctrl+p'],
      ['漢', '漢'],
    ] as const) {
      user.types(typed);
      heard += heard.endsWith('[') ? chord : ` ${chord}`;
      await user.sees(`${heard}]`);
    }
    user.types(escape);
    await user.sees('漢 escape]');
    user.types('abc');
    await user.sees('escape a* b* c*]');
    user.types(`${escape}[200~q\rl${escape}[201~`);
    await user.sees(String.raw`c* paste:"q\nl"]`);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('shows nothing that libraries print', async () => {
    const user = await openHost();
    user.types('S');
    const shown = await user.sees('stray [printed by a library]');
    expect(shown.split('printed')).toHaveLength(2);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('shows no warning of Node either', async () => {
    const user = await openHost();
    user.types('W');
    expect(await user.sees(/stray \[.+a warning of Node/)).toMatch(/^size 80x24\nkeys \[W\]/);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('rings, notifies, and has a title and a clipboard', async () => {
    const user = await openHost();
    user.types('N');
    await user.sent('\x07\x1b]9;look here\x07');
    user.types('T');
    await user.sent('\x1b]2;a title\x07');
    user.types('Y');
    await user.sent(`\x1b]52;c;${Buffer.from('copied').toString('base64')}\x07`);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });
});

describe('another size', () => {
  it('is drawn for at once', async () => {
    const user = await openHost();
    user.resizes(100, 30);
    await user.sees('size 100x30');
    user.resizes(60, 15);
    await user.sees('size 60x15');
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('is the last of a storm, drawn whole', async () => {
    const user = await openHost();
    user.types('F');
    await user.sees('200:1 ');
    for (let step = 1; step <= 60; step += 1) user.resizes(60 + step, 70 - step);
    user.resizes(90, 20);
    await user.sees(/size 90x20[^]*200:16 x+…/);
    const rows = user.screen().split('\n');
    expect(rows[0]).toBe('size 90x20');
    expect(rows.slice(3)).toEqual(
      Array.from({ length: 17 }, (_, line) => `200:${line} ${'x'.repeat(90)}`.slice(0, 89).concat('…')),
    );
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('of nothing at all is no reason to end', async () => {
    const user = await openHost();
    user.resizes(1, 1);
    user.resizes(80, 24);
    await user.sees('size 80x24');
    user.types('q');
    expect(await user.ends()).toBe(0);
  });
});

describe('a screen that was lost', () => {
  it('is drawn anew when the window changes, to the same size too', async () => {
    const user = await openHost();
    await user.losesScreen();
    expect(user.screen().trim()).toBe('');
    process.kill(user.pid, 'SIGWINCH');
    await user.sees('size 80x24');
    user.types('q');
    expect(await user.ends()).toBe(0);
  });

  it('is drawn anew when it is asked for', async () => {
    const user = await openHost();
    await user.losesScreen();
    user.types('\x0c');
    await user.sees('size 80x24');
    user.types('q');
    expect(await user.ends()).toBe(0);
  });
});

describe('a link that takes nothing', () => {
  it('does not stop the program, and gets the newest frame when it takes again', async () => {
    const alive = join(mkdtempSync(join(tmpdir(), 'full-screen-')), 'alive');
    onTestFinished(() => rmSync(dirname(alive), { recursive: true }));
    const frames = 30;
    const user = await openHost({ columns: 120, rows: 40, env: { ALIVE: alive } });
    user.takesNothing();
    for (let key = 1; key <= frames; key += 1) {
      user.types('F');
      await vi.waitUntil(
        () => {
          process.kill(user.pid, 'SIGUSR2');
          return existsSync(alive) && readFileSync(alive, 'utf8') === `${key} keys`;
        },
        { timeout: 20_000, interval: 5 },
      );
    }
    user.takesAgain();
    const shown = await user.sees(/6000:36 x+…/);
    expect(shown.split('\n').slice(3)).toEqual(
      Array.from({ length: 37 }, (_, line) =>
        `${frames * 200}:${line} ${'x'.repeat(120)}`.slice(0, 119).concat('…'),
      ),
    );
    const drawn = new Set(user.raw().match(/\d+(?=:0 x)/g));
    expect(drawn.size).toBeLessThan(frames / 2);
    user.types('q');
    expect(await user.ends()).toBe(0);
  });
});
