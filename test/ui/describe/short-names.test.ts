import { describe, expect, it } from 'vitest';
import { shortHome } from '../../../src/ui/describe/short-names.ts';

describe('shortHome', () => {
  it('writes the home folder as a shell takes it', () => {
    expect(shortHome('/home/olga/.local/state/x', '/home/olga')).toBe('~/.local/state/x');
    expect(shortHome('/home/olga', '/home/olga')).toBe('~');
  });

  it('leaves every other path as it is', () => {
    expect(shortHome('/home/olgas/x', '/home/olga')).toBe('/home/olgas/x');
    expect(shortHome('/var/x', undefined)).toBe('/var/x');
    expect(shortHome('/var/x', '/')).toBe('/var/x');
  });
});
