import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalText } from '../../../../src/report/session/cast/terminal-text.ts';

const end = '\u001b[0m';
const drawnEnd = `${end}\u001b(B\u001b[?25h`;

describe('an output for a terminal', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', '\u001b[31mred\u001b[0m'],
    ['line ends', 'one\ntwo\r\n', 'one\r\ntwo\r\n'],
    ['a progress bar', '10%\r20%', '10%\r20%'],
    ['a title', '\u001b]0;pwned\u0007', '\\x1b]0;pwned\\x07'],
    ['a clipboard', '\u001b]52;c;QQ==\u001b\\', '\\x1b]52;c;QQ==\\x1b\\'],
    ['a cleared screen', '\u001b[2J', '\\x1b[2J'],
    ['a question', '\u001b[6n\u0005', '\\x1b[6n\\x05'],
    ['an 8-bit sequence', '\u009b2J', '\\x9b2J'],
    ['turned text', '\u202eabc', '\\u202eabc'],
  ])('keeps or writes out %s', (_what, output, text) => {
    expect(terminalText(Buffer.from(output), false)).toBe(text + end);
  });

  it.each([
    ['movements', '\u001b[2J\u001b[1;1H\u001b[?25l', '\u001b[2J\u001b[1;1H\u001b[?25l'],
    ['a title', 'a\u001b]0;pwned\u0007b', 'ab'],
    ['a clipboard', 'a\u001b]52;c;QQ==\u001b\\b', 'ab'],
    ['a question', 'a\u001b[6nb\u001bcd', 'abd'],
    ['a device string', 'a\u001bP+q544e\u001b\\b', 'ab'],
    ['the mouse and pasting', 'a\u001b[?1000h\u001b[?2004hb', 'ab'],
    ['a sequence without an end', 'a\u001b]52;c;QQ', 'a\\x1b]52;c;QQ'],
  ])('of a command that had the terminal keeps or leaves out %s', (_what, output, text) => {
    expect(terminalText(Buffer.from(output), true)).toBe(text + drawnEnd);
  });

  it('never gives a terminal anything but what draws', () => {
    const piece = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      'P',
      '52;',
      '?',
      'h',
      'n',
      'c',
      '\u0007',
      '\\',
      '\u009b',
      '1',
      'm',
      'H',
      ' ',
      '\u0090',
    );
    const escape = String.fromCodePoint(0x1b);
    const drawing = `${escape}(?:\\[[0-9;:]*m|\\[[0-9;]*[ABCDEFGHJKLMPSTXdf@]|\\[\\?25[hl]|[78]|\\([0B])`;
    const allowed = new RegExp(drawing, 'g');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, drawn) => {
        const text = terminalText(Buffer.from(pieces.join('')), drawn);
        expect(text.replaceAll(allowed, '')).not.toMatch(/[^\n\r\t\b\P{Cc}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
