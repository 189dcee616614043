import * as fc from 'fast-check';
import type { Input, KeyPress, Paste } from '../../../src/ui/terminal/input.ts';

/** A key that writes nothing, pressed by itself. */
export function key(chord: string, alone = true): KeyPress {
  return { input: 'key', chord, text: '', alone };
}

/** A character, pressed by itself. */
export function letter(text: string, alone = true): KeyPress {
  return { input: 'key', chord: text === ' ' ? 'space' : text, text, alone };
}

/** Characters, one after the other. */
export function typed(text: string): readonly KeyPress[] {
  return Array.from(text, (character) => letter(character));
}

export function paste(text: string): Paste {
  return { input: 'paste', text };
}

const chords = (
  'enter escape tab shift+tab backspace delete up down left right home end pageup pagedown ' +
  'ctrl+a ctrl+b ctrl+c ctrl+e ctrl+f ctrl+k ctrl+u ctrl+w alt+b alt+f alt+d f5 ctrl+x'
).split(' ');

/** Any key or paste, alone or in a burst. */
export const anyInput: fc.Arbitrary<Input> = fc.oneof(
  fc.record({
    input: fc.constant('key' as const),
    chord: fc.constantFrom(...chords),
    text: fc.constant(''),
    alone: fc.boolean(),
  }),
  fc
    .tuple(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
        fc.constantFrom('j', 'k', '/', ' ', 'g', 'y', 'q'),
      ),
      fc.boolean(),
    )
    .map(([text, alone]) => letter(text, alone)),
  fc.string({ unit: 'binary', maxLength: 30 }).map(paste),
);

/** Window sizes, absurd ones included. */
export const anySize = fc.record({
  columns: fc.integer({ min: 1, max: 130 }),
  rows: fc.integer({ min: 1, max: 45 }),
});
