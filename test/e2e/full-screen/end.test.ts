import { describe, expect, it, vi } from 'vitest';
import { hostProgram, openScreen, type ScreenUser } from './open-screen.ts';

async function openHost(): Promise<ScreenUser> {
  const user = openScreen(hostProgram);
  await user.sees('keys []');
  return user;
}

function expectWholeTerminal(user: ScreenUser): void {
  expect(user.onAlternateScreen()).toBe(false);
  expect(user.pastesInBrackets()).toBe(false);
  expect(user.raw().lastIndexOf('\x1b[?25h')).toBeGreaterThan(user.raw().lastIndexOf('\x1b[?25l'));
}

it('gives the terminal back at SIGTERM, before the program says anything', async () => {
  const user = await openHost();
  process.kill(user.pid, 'SIGTERM');
  expect(await user.ends()).toBe(143);
  expectWholeTerminal(user);
  expect(user.screen().trim()).toBe('left with 143');
});

it('ends when a component fails, and says why where it can be read', async () => {
  const user = await openHost();
  user.types('X');
  expect(await user.ends()).toBe(70);
  expectWholeTerminal(user);
  expect(user.screen().trim()).toBe('ended: the view is broken');
});

it('ends when what hears a key fails', async () => {
  const user = await openHost();
  user.types('E');
  expect(await user.ends()).toBe(70);
  expectWholeTerminal(user);
  expect(user.screen().trim()).toBe('ended: the listener is broken');
});

it('gives the terminal back before Node prints what nobody caught', async () => {
  const user = await openHost();
  user.types('U');
  expect(await user.ends()).toBe(1);
  expectWholeTerminal(user);
  expect(user.screen()).toContain('nobody catches this');
});

it('gives the terminal back when the process just ends', async () => {
  const user = await openHost();
  user.types('D');
  expect(await user.ends()).toBe(3);
  expectWholeTerminal(user);
});

describe.runIf(process.platform === 'linux')('a terminal that goes away', () => {
  it.each(['', 'H'])('ends the program (keys %j)', async (before) => {
    // Another terminal inside, which goes away with the program that holds its other end.
    const inner = hostProgram.map((word) => `'${word}'`).join(' ');
    const user = openScreen(['script', '-qfc', inner, '/dev/null']);
    await user.sees('keys []');
    user.types(before);
    await user.sees(`keys [${before}`);
    user.types('P');
    const pid = Number(/pid:(\d+)/.exec(await user.sees(/pid:\d+/))?.[1]);
    expect(isAlive(pid)).toBe(true);
    process.kill(user.pid, 'SIGKILL');
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
