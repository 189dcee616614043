import { expect, it } from 'vitest';
import { hostProgram, openScreen, type ScreenUser } from './open-screen.ts';

/** A real shell with job control, which runs the program as its job. */
async function openShell(command: string): Promise<ScreenUser> {
  const user = openScreen(['bash', '--norc', '--noprofile', '-i'], { env: { PS1: 'shell> ' } });
  await user.sees('shell> ');
  user.types(`${command}\r`);
  return user;
}

const program = hostProgram.map((word) => `'${word}'`).join(' ');

it('stops at Ctrl+Z, and is back after fg as if nothing had been', async () => {
  const user = await openShell(program);
  await user.sees('keys []');
  for (let round = 0; round < 3; round += 1) {
    user.types('\x1a');
    await user.sees(/Stopped[^]*shell>\s*$/);
    expect(user.onAlternateScreen()).toBe(false);
    user.types('clear; stty -a | grep -o -e "-*icanon"; echo typed for the shell\r');
    await user.sees(/^icanon$/m);
    user.types('fg\r');
    await user.sees(/keys \[.*ctrl\+z/);
    expect(user.onAlternateScreen()).toBe(true);
    expect(user.pastesInBrackets()).toBe(true);
    await user.isHeard();
  }
  user.types('q');
  await user.sees('left with 0');
});

it('leaves the modes of the terminal as they were', async () => {
  const user = await openShell(
    `before=$(stty -g); ${program}; [ "$(stty -g)" = "$before" ] && echo sa''me || echo diff''erent`,
  );
  await user.sees('keys []');
  user.types('q');
  expect(await user.sees(/^same$/m)).not.toContain('different');
});

it('stops with a child that has the terminal, and goes on with it', async () => {
  const user = await openShell(program);
  await user.sees('keys []');
  user.types('l');
  await user.sees('the child asks: ');
  user.types('\x1a');
  await user.sees(/Stopped[^]*shell>\s*$/);
  user.types('fg\r');
  await user.sees(/shell> fg\n.+\n/);
  user.types('for the child\r');
  await user.sent('the child got [for the child]');
  await user.sees('keys [back]');
  await user.isHeard();
  user.types('q');
  expect(await user.sees('left with 0')).not.toContain('keys');
});

it('can be stopped and continued from outside', async () => {
  const user = openScreen(hostProgram);
  await user.sees('keys []');
  process.kill(user.pid, 'SIGSTOP');
  process.kill(user.pid, 'SIGCONT');
  await user.sent('\x1b[2J');
  await user.sent('\x1b[2J');
  await user.isHeard();
  user.types('q');
  expect(await user.ends()).toBe(0);
});

it('gives the terminal back when somebody else stops it', async () => {
  const user = await openShell(`${program} & fg`);
  await user.sees('keys []');
  const pid = /\[1\] (\d+)/.exec(user.raw())?.[1];
  process.kill(Number(pid), 'SIGTSTP');
  await user.sees(/Stopped[^]*shell>\s*$/);
  expect(user.onAlternateScreen()).toBe(false);
  user.types('fg\r');
  await user.sees('keys []');
  expect(user.onAlternateScreen()).toBe(true);
  await user.isHeard();
  user.types('q');
  await user.sees('left with 0');
});

it('goes on where nobody could continue it', async () => {
  const user = openScreen(['setsid', '--wait', '--ctty', ...hostProgram]);
  await user.sees('keys []');
  user.types('\x1a');
  await user.sees('keys [ctrl+z');
  await user.isHeard();
  user.types('q');
  expect(await user.ends()).toBe(0);
});
