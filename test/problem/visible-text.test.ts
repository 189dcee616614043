import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleLine, visibleText } from '../../src/problem/visible-text.ts';

const escape = '\u001b';

describe('visibleText', () => {
  it.each([
    [`a${escape}[31mb`, 'a\\x1b[31mb'],
    ['a\nb', 'a\\x0ab'],
    ['a\tb', 'a\tb'],
    ['\u202edesrever', '\\u202edesrever'],
    ['zero\u0000', 'zero\\x00'],
    ['Grüße 日本 🙂', 'Grüße 日本 🙂'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Bidi_Control}\u2028\u2029\ufeff]|(?!\t)\p{Cc}/u);
      }),
    );
  });
});

describe('visibleLine', () => {
  it('keeps colours where they are wanted, and ends them with the line', () => {
    expect(visibleLine(`${escape}[31mred`, true)).toBe(`${escape}[31mred${escape}[0m`);
    expect(visibleLine(`${escape}[31mred`, false)).toBe('red');
  });

  it('writes out every other escape: window titles, clipboard, cursor', () => {
    const hostile = `${escape}]52;c;aGk=\u0007${escape}[2J${escape}P+q${escape}\\`;
    const shown = visibleLine(hostile, true);
    expect(shown).toBe('\\x1b]52;c;aGk=\\x07\\x1b[2J\\x1bP+q\\x1b\\');
  });

  it('shows what a carriage return leaves on the line', () => {
    expect(visibleLine('10 %\r50 %\r100 %\r', false)).toBe('100 %');
  });
});
