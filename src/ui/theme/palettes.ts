import type { Tone } from '../text/line.ts';

/** What each tone looks like, as SGR parameters; empty: as the terminal shows text by itself. */
export type Palette = Readonly<Record<Tone, string>>;

/*
 * Every colour has a contrast of at least 4.5 (WCAG 2.2, 1.4.3) against the backgrounds that its palette is
 * for; a test computes it. What is both text and background colour is readable everywhere.
 */

/** Without colours: bold, underlined and reversed. Fit for every background. */
export const plain: Palette = {
  plain: '',
  // Faint text falls below the contrast that is needed on many terminals, so it is not used.
  dim: '',
  strong: '1',
  heading: '1;4',
  command: '1',
  good: '',
  bad: '1',
  warning: '1',
  accent: '',
  key: '1',
  selected: '7',
  // The terminal's own cursor stands there: drawn by reversing, it would be invisible on what is reversed.
  cursor: '4',
  match: '4;7',
  production: '1;7',
  rehearsal: '1;4',
  rule: '',
  styled: '',
};

/** The background is unknown: no colour of text alone is readable on black and on white. */
export const unknown16: Palette = {
  ...plain,
  match: '30;43',
  production: '1;97;41',
  rehearsal: '1;30;46',
};

export const unknown256: Palette = {
  ...plain,
  match: '38;5;16;48;5;220',
  production: '1;38;5;231;48;5;160',
  rehearsal: '1;38;5;16;48;5;80',
};

/**
 * Bright black (90) is left out: some palettes give it the colour of the background.
 */
export const dark16: Palette = {
  ...unknown16,
  heading: '1;96',
  command: '93',
  good: '92',
  bad: '1;91',
  warning: '1;93',
  accent: '96',
  key: '1;96',
};

/** Of xterm's colours only red, magenta and the blues are readable on white. */
export const light16: Palette = {
  ...unknown16,
  heading: '1;34',
  command: '35',
  good: '34',
  bad: '1;31',
  warning: '1;35',
  accent: '34',
  key: '1;34',
};

export const dark256: Palette = {
  ...unknown256,
  dim: '38;5;248',
  heading: '1;38;5;117',
  command: '38;5;222',
  good: '38;5;114',
  bad: '1;38;5;210',
  warning: '1;38;5;221',
  accent: '38;5;117',
  key: '1;38;5;117',
  selected: '1;38;5;231;48;5;24',
  rule: '38;5;246',
};

export const light256: Palette = {
  ...unknown256,
  dim: '38;5;242',
  heading: '1;38;5;25',
  command: '38;5;54',
  good: '38;5;22',
  bad: '1;38;5;124',
  warning: '1;38;5;94',
  accent: '38;5;25',
  key: '1;38;5;25',
  selected: '1;38;5;231;48;5;24',
  rule: '38;5;242',
};
