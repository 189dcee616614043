import { describe, expect, it } from 'vitest';
import { proseLines } from '../../../src/ui/plain/prose.ts';

const plain = (_style: string, text: string): string => text;

describe('prose in lines', () => {
  it('joins the lines of a paragraph, and sets it to the width', () => {
    const lines = proseLines('One two\nthree four five six.\n\nNext.\n', [], 26, plain);
    expect(lines).toEqual(['', '    One two three four', '    five six.', '', '    Next.', '']);
  });

  it('leaves out the headings that the step already says', () => {
    const prose = '# Said\n## Not said\nText.';
    expect(proseLines(prose, ['Said'], 60, plain)).toEqual(['', '    Not said', '', '    Text.', '']);
  });

  it('keeps the lines of a list together and apart', () => {
    const lines = proseLines('- one\n- two\n  goes on\n\n1. first\n2. second\n', [], 60, plain);
    expect(lines).toEqual(['', '    - one', '    - two goes on', '', '    1. first', '    2. second', '']);
  });

  it('lets no escape sequence through', () => {
    expect(proseLines('a\u001b[2Jb', [], 60, plain)).toEqual(['', '    a\\x1b[2Jb', '']);
  });
});
