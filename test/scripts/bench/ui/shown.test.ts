import { describe, expect, it } from 'vitest';
import { differsFrom, shows, showsNot, ticksAfter } from '../../../../scripts/bench/ui/shown.ts';

const before = ['local  Big', '0/20   9s since the start · session', '▸ one', '  two'];

describe('the screen', () => {
  it('shows a text, or not', () => {
    expect(shows('two')(before)).toBe(true);
    expect(shows('three')(before)).toBe(false);
    expect(showsNot('three')(before)).toBe(true);
  });

  it('differs where a row below its head does', () => {
    expect(differsFrom(before)([...before.slice(0, 2), '  one', '▸ two'])).toBe(true);
    expect(differsFrom(before)(['local', '10s since the start', ...before.slice(2)])).toBe(false);
  });

  it('ticks where its clock shows another time', () => {
    const at = (time: string): readonly string[] => ['local', `${time} since the start`, ...before.slice(2)];
    expect(ticksAfter(before)(at('10s'))).toBe(true);
    expect(ticksAfter(at('1m 9s'))(at('2m 9s'))).toBe(true);
    expect(ticksAfter(before)(before)).toBe(false);
    expect(ticksAfter(before)(before.slice(2))).toBe(false);
  });
});
