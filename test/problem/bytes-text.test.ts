import { describe, expect, it } from 'vitest';
import { bytesText, parseBytes } from '../../src/problem/bytes-text.ts';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [101_888, '99.5 KiB'],
    [102_400, '100 KiB'],
    [1_048_575, '1.0 MiB'],
    [3 * 1024 ** 3, '3.0 GiB'],
    [5000 * 1024 ** 4, '5000 TiB'],
  ])('tells %i bytes as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it.each([
    ['100B', 100],
    ['500 MiB', 500 * 1024 ** 2],
    ['20GiB', 20 * 1024 ** 3],
    ['1TiB', 1024 ** 4],
  ])('reads %s', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each(['', '20', '20GB', '-1MiB', '1.5GiB', 'GiB', '12345678MiB', '20gib'])(
    'does not read %j',
    (text) => {
      expect(parseBytes(text)).toBeUndefined();
    },
  );
});
