import { describe, expect, it } from 'vitest';
import {
  environmentChanges,
  passesThrough,
  requestText,
} from '../../../../src/platform/shell/launcher/launcher-script.ts';

describe('a request to a launcher', () => {
  it('changes what differs, and counts the level that bash takes off', () => {
    const changes = environmentChanges(
      { A: '1', B: '2', C: '3', _: 'x', SHLVL: '4' },
      { A: '1', B: '0', D: '4', _: 'y', SHLVL: '4' },
    );
    expect(changes).toEqual({
      set: [
        ['B', '0'],
        ['D', '4'],
        ['SHLVL', '5'],
      ],
      unset: ['C'],
    });
  });

  it('quotes every value, and says its length in bytes', () => {
    const text = requestText('exec true', { set: [['A', `it's $(touch x) 日`]], unset: ['B'] });
    expect(text).toContain(`export A='it'\\''s $(touch x) 日'\n`);
    const [length = '', ...rest] = text.split('\n');
    expect(Number(length)).toBe(Buffer.byteLength(rest.join('\n')));
  });

  it.each(['SHELLOPTS', 'BASHOPTS', 'POSIXLY_CORRECT', 'SECONDS', 'BASH_COMPAT'])(
    'is not made in an environment with %s, which bash takes for its own',
    (name) => {
      expect(passesThrough({ PATH: '/bin', [name]: '1' })).toBe(false);
      expect(passesThrough({ PATH: '/bin', [`MY_${name}`]: '1' })).toBe(true);
    },
  );

  it('is not made with a name that is none for every shell', () => {
    expect(passesThrough({ 'npm:token': 'x' })).toBe(false);
  });

  it.each([
    ['a NUL', 'x\0y'],
    ['more than the kernel takes', 'x'.repeat(200_000)],
  ])('is not made with %s', (_what, value) => {
    expect(passesThrough({ A: value })).toBe(false);
  });
});
