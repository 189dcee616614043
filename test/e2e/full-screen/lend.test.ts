import { expect, it } from 'vitest';
import { hostProgram, openScreen } from './open-screen.ts';

const rounds = 20;

it('gives a child every key from the first one on, and takes none of them for itself', async () => {
  const user = openScreen([...hostProgram, 'printf "child %s\\n" ready; read -r line; echo "got [$line]"']);
  await user.sees('keys []');
  for (let round = 0; round < rounds; round += 1) {
    user.types('l');
    await user.sent('child ready');
    // What was sent before it has been drawn by then.
    await user.sees('child ready');
    expect(user.onAlternateScreen()).toBe(false);
    expect(user.pastesInBrackets()).toBe(false);
    user.types(`q${round}`);
    user.types('\r');
    await user.sees('keys [back');
    expect(user.onAlternateScreen()).toBe(true);
    await user.isHeard();
  }
  const got = user.raw().match(/got \[[^\]]*\]/g);
  expect(got).toEqual(Array.from({ length: rounds }, (_, round) => `got [q${round}]`));
  user.types('q');
  expect(await user.ends()).toBe(0);
});

it('throws away what was typed for the child when it is back', async () => {
  const user = openScreen([...hostProgram, 'printf "child %s\\n" ready; head -c 1 >/dev/null']);
  await user.sees('keys []');
  user.types('l');
  await user.sees('child ready');
  user.types('a\rqqq');
  await user.sees('keys [back]');
  await user.isHeard();
  user.types('q');
  expect(await user.ends()).toBe(0);
});

it('puts right what a child left on', async () => {
  const leftOn = String.raw`printf '\033[?1000h\033[?1006h\033[4h\033[?7l\033[31m\033[2;5r'`;
  const user = openScreen([...hostProgram, leftOn]);
  await user.sees('keys []');
  user.types('l');
  const shown = await user.sees('keys [back]');
  expect(shown).toMatch(/^size 80x24\nkeys \[back\]\nstray \[\]\n/);
  expect(user.reportsMouse()).toBe(false);
  await user.isHeard();
  user.types('q');
  expect(await user.ends()).toBe(0);
});

it('has its title again when the child is done', async () => {
  const user = openScreen([...hostProgram, 'echo "child done"']);
  await user.sees('keys []');
  user.types('T');
  await user.sent('\x1b]2;a title\x07');
  await user.sees('keys [T]');
  user.types('l');
  await user.sent('\x1b[23;2t');
  await user.sent('child done');
  await user.sent('\x1b[22;2t');
  await user.sent('\x1b]2;a title\x07');
  await user.isHeard();
  user.types('q');
  expect(await user.ends()).toBe(0);
});
