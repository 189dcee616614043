import type { Background } from './terminal-traits.ts';

/** What a terminal answers to a question of this program. */
export type Answer =
  /** The colour behind the text, as far as it tells which palette is readable. */
  | { readonly input: 'answer'; readonly answer: 'background'; readonly background: Background }
  /** What kind of terminal it is. Every terminal says so, and answers in order: nothing asked before is to come. */
  | { readonly input: 'answer'; readonly answer: 'device' };

const escape = String.fromCodePoint(0x1b);
const bell = String.fromCodePoint(0x07);

/**
 * Asks for the background's colour (xterm's OSC 11), and then what kind of terminal this is (DA1): a terminal that
 * does not know the first answers the second alone.
 */
export const askBackground = `${escape}]11;?${escape}\\${escape}[c`;

/** Longer than any answer. */
const longest = 64;

const colourAnswer = new RegExp(`^${escape}\\]11;([^${escape}${bell}]*)(?:${bell}|${escape}\\\\)$`, 'u');
const colourBegun = new RegExp(`^${escape}\\]1(?:1(?:;[a-z0-9:/#]*${escape}?)?)?$`, 'iu');
const deviceAnswer = new RegExp(`^${escape}\\[\\?[\\d;]*c$`, 'u');
const deviceBegun = new RegExp(`^${escape}\\[\\?[\\d;]*$`, 'u');

/** The answer that a whole sequence is; undefined: it is none. */
export function answerOf(sequence: string): Answer | undefined {
  const colour = colourAnswer.exec(sequence)?.[1];
  if (colour !== undefined) {
    return { input: 'answer', answer: 'background', background: backgroundOfColour(colour) };
  }
  return deviceAnswer.test(sequence) ? { input: 'answer', answer: 'device' } : undefined;
}

/** True for the beginning of an answer, which no key sends: the rest is worth waiting for, however late it comes. */
export function isAnswerBegun(sequence: string): boolean {
  return sequence.length <= longest && (colourBegun.test(sequence) || deviceBegun.test(sequence));
}

/**
 * Luminances (WCAG 2.2) up to which a background is dark, and from which on it is light. In between the colours of
 * neither palette have the contrast that they need.
 */
const darkest = 0.05;
const lightest = 0.7;

/** Dark or light, from a colour as X11 writes it (`rgb:1e1e/1e1e/2e2e`, `#1e1e2e`). */
export function backgroundOfColour(colour: string): Background {
  const channels = channelsOf(colour);
  if (channels === undefined) return 'unknown';
  const [red = 0, green = 0, blue = 0] = channels.map(linear);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  if (luminance <= darkest) return 'dark';
  return luminance >= lightest ? 'light' : 'unknown';
}

/** Each from 0 to 1, whatever the number of digits. */
function channelsOf(colour: string): readonly number[] | undefined {
  const named = /^rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i.exec(colour);
  const short = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  const digits = (named ?? short)?.slice(1, 4);
  return digits?.map((each) => Number.parseInt(each, 16) / (16 ** each.length - 1));
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/** Tells the background, where it is one that a palette is made for. */
export function tellBackground(
  answer: Answer,
  listener: ((background: 'dark' | 'light') => void) | undefined,
): void {
  if (answer.answer === 'background' && answer.background !== 'unknown') listener?.(answer.background);
}
