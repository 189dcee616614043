import * as fc from 'fast-check';
import type { Line, Span } from '../../../src/ui/text/line.ts';

const pieces = [
  'a',
  'Z',
  '0',
  '-',
  '.',
  ' ',
  ' ',
  '  ',
  'word',
  'a-longer-word',
  'é',
  'e\u0301',
  'ü',
  '│',
  '─',
  '✓',
  '✗',
  '…',
  '·',
  '日',
  '本語',
  '한글',
  'ｶﾞ',
  '👍',
  '👍🏽',
  '👨‍👩‍👧',
  '🇩🇪',
  '❤️',
  '☎',
  '⚠️',
  '1️⃣',
  'ا',
  'ก็',
  'क्षि',
  '\u200b',
  '\u00ad',
  '\u0301',
];

/** Text as runbooks and programs write it, and as nobody should. */
export const anyText = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  )
  .map((text) => text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff\p{Cs}]/gu, '?'));

const escape = '\u001b';
const styles = ['31', '1', '0', '38;5;196', '48;2;1;2;3', '7', '39', '1;4;32', '22'];

const styledText = fc
  .array(
    fc.oneof(
      anyText,
      fc.constantFrom(...styles).map((each) => `${escape}[${each}m`),
    ),
    { maxLength: 6 },
  )
  .map((all) => all.join(''));

const anySpan: fc.Arbitrary<Span> = fc.oneof(
  anyText.map((text) => ({ text, tone: 'plain' as const })),
  anyText.map((text) => ({ text, tone: 'good' as const })),
  styledText.map((text) => ({ text, tone: 'styled' as const })),
);

export const anyLine: fc.Arbitrary<Line> = fc.array(anySpan, { maxLength: 4 });
