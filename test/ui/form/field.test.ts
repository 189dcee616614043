import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldState, fieldInput, fieldLimit, openField } from '../../../src/ui/form/field.ts';
import { fieldView } from '../../../src/ui/form/field-view.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { anyInput, key, letter, paste, typed } from './keys.ts';

function after(text: string, ...inputs: readonly Input[]): FieldState {
  return inputs.reduce((field, input) => fieldInput(field, input) ?? field, openField(text));
}

/** The field with its cursor as `|`. */
function shown({ text, cursor }: FieldState): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

describe('a text field', () => {
  it('is edited with the keys of readline', () => {
    expect(shown(after('one two', key('ctrl+a'), letter('x')))).toBe('x|one two');
    expect(shown(after('one two', key('home'), key('delete')))).toBe('|ne two');
    expect(shown(after('one two', key('left'), key('backspace')))).toBe('one t|o');
    expect(shown(after('one two', key('ctrl+b'), key('ctrl+k')))).toBe('one tw|');
    expect(shown(after('one two', key('alt+b'), key('ctrl+u')))).toBe('|two');
    expect(shown(after('one two', key('ctrl+a'), key('alt+f'), key('ctrl+f')))).toBe('one |two');
    expect(shown(after('one two', key('ctrl+a'), key('ctrl+e')))).toBe('one two|');
    expect(shown(after('v1.2-rc ', key('ctrl+w')))).toBe('|');
    expect(shown(after('say v1.2-rc ', key('ctrl+w')))).toBe('say |');
    expect(shown(after('v1.2-rc', key('alt+b')))).toBe('v1.2-|rc');
    expect(shown(after('v1.2-rc', key('alt+b'), key('alt+d')))).toBe('v1.2-|');
  });

  it('moves over what one sees as one character', () => {
    expect(shown(after('日本', key('left')))).toBe('日|本');
    expect(shown(after('a👩‍👩‍👧b', key('left'), key('backspace')))).toBe('a|b');
    expect(shown(after('', ...typed('e\u0301'), key('left')))).toBe('|e\u0301');
    expect(shown(after('e', key('left'), ...typed('x'), paste('\u0301')))).toBe('x\u0301|e');
    // What stands behind the cursor may become a part of what was typed before it.
    expect(shown(after('\u0301b', key('home'), letter('e')))).toBe('e\u0301|b');
    expect(shown(after('🇪', key('home'), letter('🇩'), key('left')))).toBe('|🇩🇪');
  });

  it('takes a paste as one line without what nobody could see', () => {
    expect(after('', paste('two\r\nlines\n')).text).toBe('two lines');
    expect(after('', paste('a\u001b[31mb\u202ec\u200bd\u0000')).text).toBe('a[31mbcd');
    expect(after('', paste('a\tb')).text).toBe('a b');
    expect(after('', paste('x'.repeat(1_000_000))).text).toHaveLength(fieldLimit);
  });

  it('leaves keys to others that are not for a field', () => {
    for (const chord of ['enter', 'escape', 'tab', 'up', 'down', 'pageup', 'f5', 'ctrl+x']) {
      expect(fieldInput(openField('x'), key(chord))).toBeUndefined();
    }
  });

  it('behaves as a list of characters with a gap in it would', () => {
    const alphabet = Array.from('ab 日é.');
    const step = fc.oneof(
      fc.constantFrom(...alphabet).map((text) => letter(text)),
      fc
        .constantFrom('left', 'right', 'home', 'end', 'backspace', 'delete', 'ctrl+u', 'ctrl+k')
        .map((chord) => key(chord)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let left: readonly string[] = [];
        let right: readonly string[] = [];
        let field = openField('');
        for (const each of steps) {
          field = fieldInput(field, each) ?? field;
          [left, right] = model(left, right, each.chord, each.text);
          expect(shown(field)).toBe(`${left.join('')}|${right.join('')}`);
        }
      }),
    );
  });

  it('keeps its cursor between characters, and holds no control character, whatever comes', () => {
    const characters = new Intl.Segmenter();
    const joining = fc.string({ unit: fc.constantFrom('e', '\u0301', '🇩', '👩', '\u200d', ' ', 'क', '्') });
    fc.assert(
      fc.property(
        fc.oneof(joining, fc.string({ unit: 'binary' })),
        fc.array(fc.oneof(anyInput, joining.map(paste)), { maxLength: 40 }),
        (text, inputs) => {
          const field = after(text, ...inputs);
          const places = [...characters.segment(field.text)].map(({ index }) => index);
          expect([...places, field.text.length]).toContain(field.cursor);
          expect(field.text).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
        },
      ),
    );
  });
});

type Gap = [readonly string[], readonly string[]];

function model(left: readonly string[], right: readonly string[], chord: string, text: string): Gap {
  switch (chord) {
    case 'left':
      return [left.slice(0, -1), [...left.slice(-1), ...right]];
    case 'right':
      return [[...left, ...right.slice(0, 1)], right.slice(1)];
    case 'home':
      return [[], [...left, ...right]];
    case 'end':
      return [[...left, ...right], []];
    case 'backspace':
      return [left.slice(0, -1), right];
    case 'delete':
      return [left, right.slice(1)];
    case 'ctrl+u':
      return [[], right];
    case 'ctrl+k':
      return [left, []];
    default:
      return [[...left, text], right];
  }
}

describe('a field as it is drawn', () => {
  const look = { columns: 10, focused: true, secret: false };

  it('shows the part around the cursor where it is too narrow', () => {
    const field = openField('0123456789abcdef');
    const text = (state: FieldState): string => plainText(fieldView(state, look).line);
    expect(text(field)).toBe('…89abcdef ');
    expect(text(after(field.text, key('home')))).toBe('012345678…');
    expect(text({ ...field, cursor: 8 })).toBe('…456789ab…');
    expect(fieldView({ ...field, cursor: 8 }, look).cursor).toBe(5);
  });

  it('never draws a secret, nor how long it is', () => {
    const secret = { ...look, secret: true };
    const drawn = ['x', 'hunter2', 'x'.repeat(50)].map((text) =>
      plainText(fieldView(openField(text), secret).line),
    );
    expect(new Set(drawn)).toEqual(new Set(['•••• ']));
    expect(plainText(fieldView(openField(''), secret).line).trim()).toBe('');
    const moved = after('hunter2', key('home'));
    expect(fieldView(moved, secret)).toEqual(fieldView(openField('x'), secret));
  });

  it('always fits, with the cursor in sight', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.array(anyInput, { maxLength: 10 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (text, inputs, columns, secret) => {
          const drawn = fieldView(after(text, ...inputs), { columns, focused: true, secret });
          expect(lineWidth(drawn.line)).toBeLessThanOrEqual(columns);
          expect(drawn.cursor).toBeLessThan(columns);
          expect(columns < 2 || drawn.line.some(({ tone }) => tone === 'cursor')).toBe(true);
        },
      ),
    );
  });
});
