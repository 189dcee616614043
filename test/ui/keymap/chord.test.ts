import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions } from '../../../src/ui/keymap/actions.ts';
import { chordText, keyNames, parseChord } from '../../../src/ui/keymap/chord.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz@[\\]^_/'.split('');

/** Whatever a terminal can send, as the keymap names it. */
const chords = fc
  .oneof(
    fc.tuple(fc.constantFrom('', 'alt+'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
    fc.tuple(fc.constantFrom('ctrl+', 'ctrl+alt+'), fc.constantFrom(...letters)),
    fc.tuple(
      fc.constantFrom('', 'ctrl+', 'alt+', 'shift+', 'ctrl+shift+', 'ctrl+alt+shift+'),
      fc.constantFrom(...keyNames),
    ),
  )
  .map((parts) => parseChord(parts.join('')))
  .filter((chord) => chord !== undefined);

describe('the name of a key', () => {
  it.each([
    ['ctrl+p', ['ctrl+p', 'Ctrl-P', 'CTRL+P', 'control+p', 'C-p', '<C-p>', '^P', '^p']],
    ['space', ['space', '<space>', 'Space', ' ', 'spc']],
    ['escape', ['escape', 'Esc', '<esc>', 'ctrl+[', '^[']],
    ['enter', ['Enter', 'return', '<CR>', 'ctrl+m', 'ctrl+j']],
    ['tab', ['tab', 'ctrl+i']],
    ['backspace', ['backspace', 'ctrl+h']],
    ['alt+enter', ['alt+enter', 'M-C-m']],
    ['ctrl+_', ['ctrl+_', 'ctrl+/']],
    ['ctrl+space', ['ctrl+space', '^@']],
    ['shift+tab', ['shift+tab', 'S-Tab', '<S-tab>']],
    ['alt+x', ['alt+x', 'M-x', 'meta-x', 'option+x']],
    ['alt+G', ['alt+G', 'alt+shift+g', 'shift+alt+g']],
    ['G', ['G', 'shift+g', 'S-G']],
    ['pagedown', ['pagedown', 'PgDn', 'page-down']],
    ['f12', ['f12', 'F12']],
    ['ctrl+alt+up', ['ctrl+alt+up', 'alt+ctrl+Up', 'M-C-up']],
    ['+', ['+']],
    ['-', ['-']],
    ['^', ['^']],
    ['<', ['<']],
    ['alt++', ['alt++']],
    ['ö', ['ö']],
  ])('%s is understood as a person writes it', (chord, written) => {
    expect(written.map(parseChord)).toEqual(written.map(() => chord));
  });

  it.each([
    '',
    'nope',
    'f13',
    'gg',
    'ctrl+',
    'ctrl++',
    'ctrl+1',
    'ctrl+shift+p',
    'shift+1',
    'ctrl+enter',
    'shift+enter',
    'alt+escape',
    'ctrl+alt+[',
    '\u001b',
    '\u200d',
    '\u0301',
    'ctrl+ctrl',
  ])('%j is none that a terminal sends', (text) => {
    expect(parseChord(text)).toBeUndefined();
  });

  it('is read back from how it is shown, and from itself', () => {
    fc.assert(
      fc.property(chords, (chord) => {
        expect(parseChord(chordText(chord))).toBe(chord);
        expect(parseChord(chord)).toBe(chord);
      }),
    );
  });

  it('is never an error, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const chord = parseChord(text);
        expect(chord === undefined || parseChord(chord) === chord).toBe(true);
      }),
    );
  });

  it.each([
    ['ctrl+p', '^P'],
    ['enter', 'Enter'],
    ['space', 'Space'],
    ['escape', 'Esc'],
    ['pageup', 'PgUp'],
    ['shift+tab', 'Shift+Tab'],
    ['alt+x', 'Alt+x'],
    ['ctrl+space', 'Ctrl+Space'],
    ['f1', 'F1'],
    ['G', 'G'],
  ])('%s is shown as %s', (chord, shown) => {
    expect(chordText(chord)).toBe(shown);
  });

  it('is canonical for each key that ships', () => {
    const shipped = actions.flatMap(({ keys, keysOn = {} }) => [...keys, ...Object.values(keysOn).flat()]);
    expect(shipped.map(parseChord)).toEqual(shipped);
  });
});
