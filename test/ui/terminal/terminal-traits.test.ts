import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { asTerminal, isNarrow, terminalTraits } from '../../../src/ui/terminal/terminal-traits.ts';

const terminal = { isTTY: true, columns: 120, rows: 40 };
const xterm = { TERM: 'xterm-256color' };

const traits = (env: Readonly<Record<string, string>>) => terminalTraits(env, terminal, terminal);

describe('the full screen', () => {
  it('is possible at a terminal, in CI too', () => {
    expect(traits({ ...xterm, CI: 'true' }).fullScreen).toEqual({ possible: true });
  });

  it.each([
    [xterm, {}, terminal, 'the input is no terminal'],
    [xterm, terminal, { isTTY: false }, 'the output is no terminal'],
    [{}, terminal, terminal, 'TERM is not set'],
    [{ TERM: 'dumb' }, terminal, terminal, 'TERM is dumb'],
    [{ ...xterm, ACCESSIBLE: '1' }, terminal, terminal, 'ACCESSIBLE is set'],
  ])('is not possible with %j, %j, %j: %s', (env, stdin, stdout, why) => {
    expect(terminalTraits(env, stdin, stdout).fullScreen).toEqual({ possible: false, why });
  });

  it.each(['', '0', 'false'])('is possible with ACCESSIBLE=%j', (value) => {
    expect(traits({ ...xterm, ACCESSIBLE: value }).fullScreen).toEqual({ possible: true });
  });
});

describe('colours', () => {
  it.each([
    [{ TERM: 'xterm' }, '16'],
    [{ TERM: 'linux' }, '16'],
    [{ TERM: 'vt100' }, '16'],
    [xterm, '256'],
    [{ TERM: 'tmux-256color' }, '256'],
    [{ ...xterm, COLORTERM: 'truecolor' }, 'truecolor'],
    [{ ...xterm, COLORTERM: '24bit' }, 'truecolor'],
    [{ ...xterm, TERM_PROGRAM: 'iTerm.app' }, 'truecolor'],
    [{ ...xterm, TERM_PROGRAM: 'Apple_Terminal' }, '256'],
    [{ TERM: 'xterm-kitty' }, 'truecolor'],
    [{ TERM: 'foot' }, 'truecolor'],
    [{ TERM: 'screen-256color', COLORTERM: 'truecolor' }, '256'],
    [{ TERM: 'screen-256color', COLORTERM: 'truecolor', TMUX: '/tmp/tmux,1,0' }, 'truecolor'],
    [{ TERM: 'dumb', COLORTERM: 'truecolor' }, 'none'],
    [{ ...xterm, NO_COLOR: '1' }, 'none'],
    [{ ...xterm, NO_COLOR: '' }, '256'],
    [{ ...xterm, NO_COLOR: '1', FORCE_COLOR: '3' }, 'none'],
    [{ ...xterm, FORCE_COLOR: '0' }, 'none'],
    [{ ...xterm, FORCE_COLOR: '1' }, '16'],
    [{ TERM: 'xterm', FORCE_COLOR: '2' }, '256'],
    [{ TERM: 'xterm', FORCE_COLOR: '3' }, 'truecolor'],
  ])('%j: %s', (env, colour) => {
    expect(traits(env).colour).toBe(colour);
  });
});

describe('the background', () => {
  it.each([
    [undefined, 'unknown'],
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;default;15', 'light'],
    ['7;8', 'dark'],
    ['0;7', 'light'],
    ['default;default', 'unknown'],
    ['0;99', 'unknown'],
  ])('COLORFGBG=%s: %s', (value, background) => {
    const env = value === undefined ? xterm : { ...xterm, COLORFGBG: value };
    expect(traits(env).background).toBe(background);
  });

  it('is what the settings say', () => {
    expect(terminalTraits({ COLORFGBG: '15;0' }, terminal, terminal, 'light').background).toBe('light');
  });
});

describe('what else it is', () => {
  it('knows tmux and the console of Linux', () => {
    expect(traits(xterm)).toMatchObject({ tmux: false, console: false });
    expect(traits({ TERM: 'linux', TMUX: '/tmp/tmux,1,0' })).toMatchObject({ tmux: true, console: true });
  });

  it.each([
    [60, 15, false],
    [59, 15, true],
    [60, 14, true],
  ])('%d by %d is narrow: %s', (columns, rows, narrow) => {
    expect(isNarrow({ columns, rows })).toBe(narrow);
  });

  it('is no terminal where a stream is something else', () => {
    expect(asTerminal(new PassThrough(), new PassThrough())).toBeUndefined();
  });
});
