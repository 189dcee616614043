/** Milliseconds in which the fastest person presses a key after seeing something new. */
const reaction = 300;

/** Milliseconds between two keys of a fast hand: two keys in one read would be a burst, which decides nothing. */
const betweenKeys = 40;

/** The hand of a person: when it can press the next key, and which one it pressed last. */
export interface Hand {
  /** The eyes saw something new. */
  saw(): void;
  pressed(chord: string | undefined): void;
  /** Put down text at once. No key follows before it was seen: the program takes what comes with it as a part of it. */
  put(): void;
  /** The last key, once. */
  takeLast(): string | undefined;
  /** Resolves when it can press. `hurried`: what was just seen was expected, and needs no time. */
  ready(hurried: boolean): Promise<void>;
}

export function handTiming(): Hand {
  let understood = 0;
  let free = 0;
  let last: string | undefined;
  let unseen = false;
  return {
    saw() {
      understood = performance.now() + reaction;
      if (unseen) free = performance.now() + betweenKeys;
      unseen = false;
    },
    pressed(chord) {
      last = chord;
      free = performance.now() + betweenKeys;
    },
    put() {
      last = undefined;
      unseen = true;
      free = performance.now() + betweenKeys;
    },
    takeLast() {
      const chord = last;
      last = undefined;
      return chord;
    },
    async ready(hurried) {
      const wait = (hurried ? free : Math.max(free, understood)) - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
  };
}

const named: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
};

/** What a terminal sends for a key: `enter`, `ctrl+c`, `y`. */
export function sequenceOf(chord: string): string {
  const known = named[chord];
  if (known !== undefined) return known;
  const control = /^ctrl\+([a-z])$/.exec(chord)?.[1];
  return control === undefined ? chord : String.fromCodePoint((control.codePointAt(0) ?? 0) - 96);
}

/** The chord of a key as the screen names it: `Enter`, `^P`. */
export function namedChord(name: string): string {
  if (name.startsWith('^')) return `ctrl+${name.slice(1).toLowerCase()}`;
  if (name === 'Esc') return 'escape';
  return name.length === 1 ? name : name.toLowerCase();
}
