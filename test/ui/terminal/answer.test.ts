import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, backgroundOfColour, isAnswerBegun } from '../../../src/ui/terminal/answer.ts';
import { createKeyParser, type Heard } from '../../../src/ui/terminal/key-parser.ts';

const dark = '\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\';
const light = '\x1b]11;rgb:ffff/fafa/f0f0\x07';
const device = '\x1b[?62;22c';

describe('the answer of a terminal', () => {
  it.each([
    ['rgb:0000/0000/0000', 'dark'],
    ['rgb:1e1e/1e1e/2e2e', 'dark'],
    ['rgb:00/2b/36', 'dark'],
    ['rgba:1e1e/1e1e/2e2e/ffff', 'dark'],
    ['#ffffff', 'light'],
    ['rgb:fd/f6/e3', 'light'],
    ['rgb:f/f/f', 'light'],
    // The palettes are readable on neither.
    ['rgb:8080/8080/8080', 'unknown'],
    ['rgb:12/34', 'unknown'],
    ['white', 'unknown'],
  ])('tells of %s that it is %s', (colour, background) => {
    expect(backgroundOfColour(colour)).toBe(background);
    expect(answerOf(`\x1b]11;${colour}\x07`)).toMatchObject({ answer: 'background', background });
  });

  it('is told from its beginning on, and from keys', () => {
    for (const answer of [dark, light, device]) {
      for (let at = 3; at < answer.length; at += 1) expect(isAnswerBegun(answer.slice(0, at))).toBe(true);
    }
    for (const keys of ['', '\x1b', '\x1b[', '\x1b]', '\x1b[1;5', '\x1b]0;title', '\x1bO', 'y']) {
      expect(isAnswerBegun(keys)).toBe(false);
    }
    expect(isAnswerBegun(`\x1b]11;${'f'.repeat(100)}`)).toBe(false);
  });
});

/** What comes of these reads. Where it is waited for nothing more, `flushed` says so, as a timer would. */
function heard(reads: readonly string[], flushed: (pending: string) => boolean): readonly Heard[] {
  const parser = createKeyParser();
  let read = '';
  return reads.flatMap((each) => {
    read += each;
    const now = parser.push(Buffer.from(each));
    return parser.waiting && flushed(read) ? [...now, ...parser.flush()] : now;
  });
}

/**
 * Whether a timer may fire behind this. Behind ESC alone, or ESC and one character, an answer is told from a key by
 * the reader's patience; and what is torn within a key's own sequence was never a key.
 */
const mayPause = (read: string): boolean => {
  const last = read.slice(read.lastIndexOf('\x1b'));
  return (
    !read.includes('\x1b') || !['\x1b', '\x1b[', '\x1b]', '\x1b[1', '\x1b[1;', '\x1b[1;5'].includes(last)
  );
};

const chords = (all: readonly Heard[]): string =>
  all.map((each) => (each.input === 'key' ? each.chord : each.input === 'paste' ? each.text : '')).join('');

const answers = (all: readonly Heard[]): readonly string[] =>
  all.flatMap((each) => (each.input === 'answer' ? [each.answer] : []));

describe('answers among keys', () => {
  it('never come out as keys, wherever and however late they are split', () => {
    const typed = fc.array(fc.constantFrom('y', 'j', 'q', '\x1b[A', '\x1b[1;5C', dark, light, device), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        typed,
        fc.array(fc.nat({ max: 200 }), { maxLength: 5 }),
        fc.boolean(),
        (parts, cuts, late) => {
          const all = parts.join('');
          const places = [0, ...cuts.map((cut) => cut % (all.length + 1)), all.length].toSorted(
            (a, b) => a - b,
          );
          const reads = places.slice(1).map((to, at) => all.slice(places[at], to));
          const keysOnly = parts.filter((part) => ![dark, light, device].includes(part)).join('');
          // A pause behind ESC alone, or ESC and one character, is told from a key by the reader's patience.
          const result = heard(reads, (read) => late && mayPause(read));
          expect(chords(result)).toBe(chords(heard([keysOnly], () => false)));
          expect(answers(result)).toHaveLength(
            parts.filter((part) => [dark, light, device].includes(part)).length,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('at every split, with a pause in it, they are heard and nothing else is', () => {
    const all = `${dark}${device}`;
    for (let at = 1; at < all.length; at += 1) {
      const result = heard([all.slice(0, at), all.slice(at)], (read) => mayPause(read));
      expect(result.map(({ input }) => input)).toEqual(['answer', 'answer']);
    }
  });
});
