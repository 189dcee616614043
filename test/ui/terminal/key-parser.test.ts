import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChord } from '../../../src/ui/keymap/chord.ts';
import type { Input, KeyPress } from '../../../src/ui/terminal/input.ts';
import { createKeyParser } from '../../../src/ui/terminal/key-parser.ts';

const escape = '\x1b';

/** Everything that comes of these reads, and of nothing following them. */
function inputsOf(...reads: readonly (string | Uint8Array)[]): readonly Input[] {
  const parser = createKeyParser();
  const inputs = reads.flatMap((read) => [
    ...parser.push(typeof read === 'string' ? Buffer.from(read, 'utf8') : read),
  ]);
  // What the terminal answers is no input; it has tests of its own.
  return [...inputs, ...parser.flush()].flatMap((each) => (each.input === 'answer' ? [] : [each]));
}

function chordsOf(...reads: readonly (string | Uint8Array)[]): readonly string[] {
  return inputsOf(...reads).map((input) => (input.input === 'key' ? input.chord : `paste:${input.text}`));
}

const key = (chord: string, text = '', alone = true): KeyPress => ({ input: 'key', chord, text, alone });

describe('characters', () => {
  it.each([
    ['y', 'y', 'y'],
    ['G', 'G', 'G'],
    ['/', '/', '/'],
    [' ', 'space', ' '],
    ['é', 'é', 'é'],
    ['e\u0301', 'e\u0301', 'e\u0301'],
    ['漢', '漢', '漢'],
    ['🚀', '🚀', '🚀'],
    ['👨‍👩‍👧', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['🇮🇹', '🇮🇹', '🇮🇹'],
  ])('%j is one key and writes itself', (typed, chord, text) => {
    expect(inputsOf(typed)).toEqual([key(chord, text)]);
  });

  it('knows that characters of one read did not come alone', () => {
    expect(inputsOf('xyz')).toEqual([key('x', 'x', false), key('y', 'y', false), key('z', 'z', false)]);
    expect(inputsOf('x', 'y')).toEqual([key('x', 'x'), key('y', 'y')]);
  });

  it.each([
    ['kubectl', 'kubectl'],
    ['y\ry\r', 'y\ny\n'],
    ['a\tb\tc', 'a\tb\tc'],
    ['rm -rf /tmp/漢\r\n', 'rm -rf /tmp/漢\n\n'],
  ])('takes more text in one read than a hand types as a paste: %j', (typed, text) => {
    expect(inputsOf(typed)).toEqual([{ input: 'paste', text }]);
  });

  it('takes what comes behind it as the rest of it, where it goes on', () => {
    const parser = createKeyParser();
    parser.push(Buffer.from('kubectl'));
    expect(parser.pasted).toBe(true);
    expect(parser.push(Buffer.from('y'), true)).toEqual([{ input: 'paste', text: 'y' }]);
    expect(parser.push(Buffer.from('\x03'), true)).toEqual([key('ctrl+c')]);
    expect(parser.push(Buffer.from('y'))).toEqual([key('y', 'y')]);
  });

  it.each(['jj', 'jkj', 'jjjjjjjj', '    ', '\x1b[B\x1b[B\x1b[B\x1b[A\x1b[A'])(
    'takes a few keys of a slow link, or one that is held, as keys: %j',
    (typed) => {
      expect(inputsOf(typed).map(({ input }) => input)).not.toContain('paste');
    },
  );

  it('puts a character together that came in halves', () => {
    const bytes = Buffer.from('漢');
    expect(chordsOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['漢']);
  });

  it('writes nothing for bytes that are no text', () => {
    expect(inputsOf(Uint8Array.of(0xff, 0xfe, 0xc3))).toEqual([]);
  });
});

describe('control characters', () => {
  it.each([
    ['\r', 'enter'],
    ['\n', 'enter'],
    ['\t', 'tab'],
    ['\x7f', 'backspace'],
    ['\b', 'backspace'],
    ['\0', 'ctrl+space'],
    ['\x01', 'ctrl+a'],
    ['\x03', 'ctrl+c'],
    ['\x10', 'ctrl+p'],
    ['\x1a', 'ctrl+z'],
    ['\x1c', 'ctrl+\\'],
    ['\x1d', 'ctrl+]'],
    ['\x1f', 'ctrl+_'],
    [escape, 'escape'],
  ])('%j is %s', (typed, chord) => {
    expect(inputsOf(typed)).toEqual([key(chord)]);
  });

  it('ignores C1 controls', () => {
    expect(inputsOf('\u009b')).toEqual([]);
  });
});

describe('Alt', () => {
  it.each([
    [`${escape}x`, 'alt+x'],
    [`${escape}X`, 'alt+X'],
    [`${escape}é`, 'alt+é'],
    [`${escape} `, 'alt+space'],
    [`${escape}\r`, 'alt+enter'],
    [`${escape}\x7f`, 'alt+backspace'],
    [`${escape}\x01`, 'ctrl+alt+a'],
    [`${escape}[`, 'alt+['],
    [`${escape}O`, 'alt+O'],
    [`${escape}P`, 'alt+P'],
    [`${escape}${escape}[A`, 'alt+up'],
    [`${escape}${escape}OA`, 'alt+up'],
  ])('%j is %s and writes nothing', (typed, chord) => {
    expect(inputsOf(typed)).toEqual([key(chord)]);
  });

  it('is not Escape pressed twice', () => {
    expect(chordsOf(`${escape}${escape}`)).toEqual(['escape', 'escape']);
  });
});

describe('keys with a name', () => {
  it.each([
    ['[A', 'up'],
    ['OA', 'up'],
    ['[D', 'left'],
    ['[H', 'home'],
    ['OH', 'home'],
    ['[1~', 'home'],
    ['[7~', 'home'],
    ['[F', 'end'],
    ['OF', 'end'],
    ['[4~', 'end'],
    ['[8~', 'end'],
    ['[3~', 'delete'],
    ['[5~', 'pageup'],
    ['[6~', 'pagedown'],
    ['[Z', 'shift+tab'],
    ['[1;6Z', 'ctrl+shift+tab'],
    ['OP', 'f1'],
    ['[11~', 'f1'],
    ['[[A', 'f1'],
    ['[P', 'f1'],
    ['[15~', 'f5'],
    ['[24~', 'f12'],
    ['[1;5A', 'ctrl+up'],
    ['[1;2B', 'shift+down'],
    ['[1;3C', 'alt+right'],
    ['[1;8D', 'ctrl+alt+shift+left'],
    // Super, which the keymap does not know, is as if it was not held.
    ['[1;9A', 'up'],
    ['[3;5~', 'ctrl+delete'],
    ['[5^', 'ctrl+pageup'],
    ['[5$', 'shift+pageup'],
    ['[5@', 'ctrl+shift+pageup'],
    ['Oa', 'ctrl+up'],
    ['[a', 'shift+up'],
    ['O5A', 'ctrl+up'],
    ['OM', 'enter'],
  ])('ESC %s is %s', (typed, chord) => {
    expect(inputsOf(`${escape}${typed}`)).toEqual([key(chord)]);
  });

  it('takes the digits of a keypad for digits', () => {
    expect(inputsOf(`${escape}Ou`)).toEqual([key('5', '5')]);
    expect(inputsOf(`${escape}Ok`)).toEqual([key('+', '+')]);
  });
});

describe("kitty's and xterm's extended keys", () => {
  it.each([
    ['[97;5u', 'ctrl+a', ''],
    ['[97;6u', 'ctrl+a', ''],
    ['[97u', 'a', 'a'],
    ['[97;2u', 'A', 'A'],
    ['[97:65;2u', 'A', 'A'],
    ['[55:47;2u', '/', '/'],
    ['[97;3u', 'alt+a', ''],
    ['[27u', 'escape', ''],
    ['[9;2u', 'shift+tab', ''],
    ['[127u', 'backspace', ''],
    ['[32;2u', 'space', ' '],
    ['[13;2u', 'enter', ''],
    ['[32;5u', 'ctrl+space', ''],
    ['[105;5u', 'tab', ''],
    ['[57399u', '0', '0'],
    ['[57414u', 'enter', ''],
    ['[57364u', 'f1', ''],
    ['[27;5;112~', 'ctrl+p', ''],
    ['[1;1:2A', 'up', ''],
  ])('ESC %s is %s', (typed, chord, text) => {
    expect(inputsOf(`${escape}${typed}`)).toEqual([key(chord, text)]);
  });

  it.each(['[97;1:3u', '[1;1:3A', '[57441u', '[1114112u', '[55296u', '[u', '[13;5u'])(
    'ESC %s writes nothing',
    (typed) => {
      expect(inputsOf(`${escape}${typed}`)).toEqual([]);
    },
  );
});

describe('what is no key', () => {
  it.each([
    '[?1;2c',
    '[I',
    '[<0;10;10M',
    '[M !!',
    '[?2026;2$y',
    ']11;rgb:0000/0000/0000\x07',
    ']11;rgb:0000/0000/0000\x1b\\',
    'P1+r544e\x1b\\',
    '[2~',
    '[201~',
  ])('ESC %s writes nothing, and what follows is read', (typed) => {
    expect(chordsOf(`${escape}${typed}`, 'y')).toEqual(['y']);
  });

  it('drops a message that never ends', () => {
    expect(chordsOf(`${escape}]${'x'.repeat(5000)}`)).toEqual(Array.from({ length: 5000 - 4096 }, () => 'x'));
  });

  it('never lets a key decide that came with an answer of the terminal', () => {
    expect(inputsOf(`${escape}[?1;2cy`)).toEqual([key('y', 'y', false)]);
  });
});

describe('a sequence that comes in pieces', () => {
  it('is one key that came alone', () => {
    expect(inputsOf(escape, '[', '1;5', 'A')).toEqual([key('ctrl+up')]);
  });

  it('came with others, if one of its pieces did', () => {
    expect(inputsOf(`x${escape}`, '[A')).toEqual([key('x', 'x', false), key('up', '', false)]);
    expect(inputsOf(escape, '[Ay')).toEqual([key('up', '', false), key('y', 'y', false)]);
  });

  it('is Escape if nothing follows, which came with what stood before it', () => {
    expect(inputsOf(`x${escape}`)).toEqual([key('x', 'x', false), key('escape', '', false)]);
  });
});

describe('a paste', () => {
  const begin = `${escape}[200~`;
  const end = `${escape}[201~`;

  it('is text, and no key', () => {
    expect(inputsOf(`${begin}y\rq${end}`)).toEqual([{ input: 'paste', text: 'y\nq' }]);
  });

  it('can come in pieces, its marks too', () => {
    const whole = `${begin}one\r\ntwo${end}`;
    expect(inputsOf(...whole.split(''))).toEqual([{ input: 'paste', text: 'one\ntwo' }]);
  });

  it('brings no control characters', () => {
    expect(inputsOf(`${begin}a\x1b[31mb\x07\tc\u009b${end}`)).toEqual([
      { input: 'paste', text: 'a[31mb\tc' },
    ]);
  });

  it('lets no key decide that came in one read with its end', () => {
    expect(inputsOf(`${begin}a${end}y`)).toEqual([{ input: 'paste', text: 'a' }, key('y', 'y', false)]);
  });

  it('is not ended by time', () => {
    const parser = createKeyParser();
    parser.push(Buffer.from(`${begin}y`));
    expect(parser.waiting).toBe(false);
    expect(parser.pasting).toBe(true);
    expect(parser.push(Buffer.from('y'))).toEqual([]);
  });

  it('is cut where it is longer than anybody means it to be', () => {
    const [paste] = inputsOf(begin, 'x'.repeat(900_000), 'x'.repeat(900_000), end);
    expect(paste?.text).toHaveLength(1_048_576);
  });
});

describe('whatever comes', () => {
  const pieces = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
    fc.constantFrom(
      escape,
      '[',
      'O',
      ']',
      'P',
      '200~',
      '201~',
      ';',
      '5',
      'u',
      'A',
      '~',
      '$',
      'M',
      '\r',
      '\x07',
      '\\',
    ),
    fc.constantFrom(`${escape}[A`, `${escape}[1;5C`, `${escape}[200~`, `${escape}[201~`, `${escape}[97;5u`),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => Uint8Array.from(Buffer.from(parts.join(''), 'utf8'))),
  );

  it('every key has its name in the keymap, or is the character that it writes', () => {
    fc.assert(
      fc.property(bytes, (typed) => {
        expect(inputsOf(typed).filter((input) => !isProper(input))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('the same bytes give the same keys, wherever they are split', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (typed, at) => {
        const cut = typed.length === 0 ? 0 : at % (typed.length + 1);
        expect(joined(inputsOf(typed.subarray(0, cut), typed.subarray(cut)))).toEqual(
          joined(inputsOf(typed)),
        );
      }),
      { numRuns: 3000 },
    );
  });
});

/**
 * Without `alone`, and with what stands for text in a row as one text: a split may fall between a letter and its
 * accent, and what is pasted without brackets is known only while enough of it is in one read.
 */
function joined(inputs: readonly Input[]): readonly string[] {
  const parts: { readonly kind: 'text' | 'other'; readonly value: string }[] = [];
  for (const input of inputs) {
    const text = textOf(input);
    // Brackets with nothing in them: what is around them may be one paste, or keys.
    if (input.input === 'paste' && text === '') continue;
    const last = parts.at(-1);
    if (text !== '' && last?.kind === 'text')
      parts[parts.length - 1] = { kind: 'text', value: last.value + text };
    else if (text !== '') parts.push({ kind: 'text', value: text });
    else if (input.input === 'key') parts.push({ kind: 'other', value: input.chord });
  }
  return parts.map(({ kind, value }) => `${kind}:${value}`);
}

function textOf(input: Input): string {
  if (input.input === 'paste') return input.text;
  return { enter: '\n', tab: '\t' }[input.chord] ?? input.text;
}

function isProper(input: Input): boolean {
  if (input.input === 'paste') return !/(?![\n\t])\p{Cc}/u.test(input.text);
  const named = parseChord(input.chord) === input.chord;
  return (named || input.chord === input.text) && !/\p{Cc}/u.test(input.text);
}
