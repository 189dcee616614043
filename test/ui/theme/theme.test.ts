import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tone } from '../../../src/ui/text/line.ts';
import { lineWidth, plainText } from '../../../src/ui/text/measure.ts';
import { sgrPattern } from '../../../src/ui/text/sgr.ts';
import { plain } from '../../../src/ui/theme/palettes.ts';
import { themeFor } from '../../../src/ui/theme/theme.ts';
import { anyLine } from '../text/arbitrary-line.ts';
import { coloursOf, contrast, type Rgb } from './contrast.ts';

const tones = Object.keys(plain).filter((key): key is Tone => key in plain);
const depths = ['16', '256', 'truecolor'] as const;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];
/** Backgrounds that people really have: black, Visual Studio Code, One Dark; white, Solarized light. */
const backgrounds = {
  dark: {
    16: [black],
    256: [black, [30, 30, 30], [40, 44, 52]],
    truecolor: [black, [30, 30, 30], [40, 44, 52]],
  },
  light: { 16: [white], 256: [white, [253, 246, 227]], truecolor: [white, [253, 246, 227]] },
} as const satisfies Record<string, Record<(typeof depths)[number], readonly Rgb[]>>;

const cases = (['dark', 'light'] as const).flatMap((background) =>
  depths.map((colour) => [background, colour] as const),
);

describe.each(cases)('the %s theme with %s colours', (background, colour) => {
  const theme = themeFor({ background, colour });

  it.each(tones)('shows %s text with a contrast of 4.5 or more', (tone) => {
    const own = coloursOf(theme.paint([{ text: 'x', tone }]));
    const text = own.text ?? (background === 'dark' ? xtermWhite : black);
    for (const behind of backgrounds[background][colour]) {
      expect(contrast(text, own.background ?? behind)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('tells good, bad, production and rehearsal apart', () => {
    const looks = (['plain', 'good', 'bad', 'production', 'rehearsal', 'selected'] as const).map((tone) =>
      theme.paint([{ text: 'x', tone }]),
    );
    expect(new Set(looks).size).toBe(looks.length);
  });
});

const xtermWhite: Rgb = [229, 229, 229];

describe.each(depths)('a theme for an unknown background with %s colours', (colour) => {
  it.each(tones)('colours %s text only together with its background', (tone) => {
    const { text, background } = coloursOf(
      themeFor({ background: 'unknown', colour }).paint([{ text: 'x', tone }]),
    );
    expect(text === undefined).toBe(background === undefined);
    expect(contrast(text ?? white, background ?? black)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the theme without colours', () => {
  const theme = themeFor({ background: 'dark', colour: 'none' });

  it.each(tones)('gives %s text no colour', (tone) => {
    expect(coloursOf(theme.paint([{ text: 'x', tone }]))).toEqual({ text: undefined, background: undefined });
  });

  it('keeps the bold and the reversed text of a program, not its colours', () => {
    const text = '\u001b[1;31mred\u001b[0m \u001b[7;48;5;9mback\u001b[27m \u001b[38;2;1;2;3mrgb';
    expect(theme.paint([{ text, tone: 'styled' }])).toBe('\u001b[1mred\u001b[0m \u001b[7mback\u001b[0m rgb');
  });

  it('marks production and rehearsal', () => {
    expect(theme.paint([{ text: 'PRODUCTION', tone: 'production' }])).toBe('\u001b[1;7mPRODUCTION\u001b[0m');
    expect(theme.paint([{ text: 'REHEARSAL', tone: 'rehearsal' }])).toBe('\u001b[1;4mREHEARSAL\u001b[0m');
  });
});

describe('paint', () => {
  const dark = themeFor({ background: 'dark', colour: 'truecolor' });

  it('shows the text of the row in its columns, with nothing but SGR beside it', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom('none', ...depths), (row, colour) => {
        const painted = themeFor({ background: 'dark', colour }).paint(row);
        expect(painted.replaceAll(sgrPattern, '')).toBe(plainText(row));
        expect(lineWidth([{ text: painted, tone: 'styled' }])).toBe(lineWidth(row));
      }),
    );
  });

  it('ends every style with the row', () => {
    expect(dark.paint([{ text: '\u001b[31mred', tone: 'styled' }])).toBe('\u001b[31mred\u001b[0m');
    expect(dark.paint([{ text: 'a', tone: 'plain' }])).toBe('a');
    expect(dark.paint([])).toBe('');
  });

  it('joins neighbours that look the same', () => {
    expect(
      dark.paint([
        { text: 'a', tone: 'strong' },
        { text: 'b', tone: 'strong' },
      ]),
    ).toBe('\u001b[1mab\u001b[0m');
  });

  it('never hides a text, nor lets it blink', () => {
    expect(dark.paint([{ text: '\u001b[8mhidden \u001b[5mblinking', tone: 'styled' }])).toBe(
      'hidden blinking',
    );
  });

  it('lets no control character through', () => {
    expect(dark.paint([{ text: 'a\u001b[2J\u0007\nb\u009b', tone: 'plain' }])).toBe(
      'a\ufffd[2J\ufffd\ufffdb\ufffd',
    );
    expect(dark.paint([{ text: '\u001b[2Ja', tone: 'styled' }])).toBe('\ufffd[2Ja');
  });

  it.each([
    ['16', '\u001b[31mred\u001b[0mrgb'],
    ['256', '\u001b[31mred\u001b[0m\u001b[38;5;196mrgb\u001b[0m'],
    ['truecolor', '\u001b[31mred\u001b[0m\u001b[38;2;255;0;0mrgb\u001b[0m'],
  ] as const)('uses no more than %s colours for the output of programs', (colour, expected) => {
    const text = '\u001b[31mred\u001b[38;2;255;0;0mrgb';
    expect(themeFor({ background: 'dark', colour }).paint([{ text, tone: 'styled' }])).toBe(expected);
  });
});

describe('a theme of the settings', () => {
  it('gives a tone another look', () => {
    const theme = themeFor({ background: 'dark', colour: '256', custom: { heading: '1;34' } });
    expect(theme.paint([{ text: 'x', tone: 'heading' }])).toBe('\u001b[1;34mx\u001b[0m');
  });

  it('takes nothing but styles, and colours only where there are some', () => {
    const custom = { heading: '1;8;5mevil', accent: '31' };
    const theme = themeFor({ background: 'dark', colour: 'none', custom });
    expect(theme.paint([{ text: 'x', tone: 'heading' }])).toBe('\u001b[1mx\u001b[0m');
    expect(theme.paint([{ text: 'x', tone: 'accent' }])).toBe('x');
  });
});

describe('a theme for a console with hardly more than ASCII', () => {
  it('writes every mark as one plain character', () => {
    const theme = themeFor({ background: 'dark', colour: 'none', ascii: true });
    const marks = '✓ ✗ ▸ ▾ · │ ─ █ ░ … ▁▂▃▄▅▆▇█ →';
    const painted = theme.paint([{ text: marks, tone: 'plain' }]);
    expect(painted).toHaveLength(marks.length);
    expect(painted).toMatch(/^[\u0020-\u007e]+$/);
  });
});
