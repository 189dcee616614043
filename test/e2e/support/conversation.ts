import { stripVTControlCharacters } from 'node:util';

/** Somebody in front of the program: waits for what it says, and types. */
export interface Conversation {
  /**
   * Resolves when the program has said this, after what was seen before. Gives the text up to its end.
   * `within`: milliseconds after which the program counts as hanging.
   */
  sees(expected: string | RegExp, within?: number): Promise<string>;
  types(text: string): void;
  /** Types a line and presses Enter. */
  says(line: string): void;
  /** Resolves with the exit code. */
  ends(): Promise<number>;
  /** Everything so far, without the terminal's control sequences. */
  screen(): string;
  /** Everything so far, as it came. */
  raw(): string;
  readonly pid: number;
}

/** How long the slowest machine may take for one answer, in milliseconds; only a hanging program needs it. */
const patience = 20_000;

export interface Partner {
  readonly pid: number;
  readonly enter: string;
  write(text: string): void;
}

/** What a conversation is told by whatever runs the program. */
export interface Ear {
  hears(text: string): void;
  hearsTheEnd(exitCode: number): void;
}

/** A conversation with a running program, and the ear that what it says goes to. */
export function converse(partner: Partner): { readonly conversation: Conversation; readonly ear: Ear } {
  let raw = '';
  let seen = 0;
  let exitCode: number | undefined;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  function untilSome<T>(what: string, look: () => T | undefined, within = patience): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found !== undefined) settle(() => resolve(found));
        else if (exitCode !== undefined)
          settle(() => reject(missed(`ended with ${exitCode} before ${what}`)));
      };
      const late = setTimeout(() => settle(() => reject(missed(`never came to ${what}`))), within);
      const settle = (done: () => void): void => {
        clearTimeout(late);
        listeners.delete(check);
        done();
      };
      listeners.add(check);
      check();
    });
  }

  const missed = (how: string): Error =>
    new Error(`the program ${how}. Its screen:\n${stripVTControlCharacters(raw)}`);

  const conversation: Conversation = {
    pid: partner.pid,
    sees: (expected, within) =>
      untilSome(
        `“${String(expected)}”`,
        () => {
          const text = stripVTControlCharacters(raw);
          const end = endOf(expected, text, seen);
          if (end === undefined) return undefined;
          const part = text.slice(seen, end);
          seen = end;
          return part;
        },
        within,
      ),
    types: (text) => partner.write(text),
    says: (line) => partner.write(`${line}${partner.enter}`),
    ends: () => untilSome('its end', () => exitCode),
    screen: () => stripVTControlCharacters(raw),
    raw: () => raw,
  };
  const ear: Ear = {
    hears(text) {
      raw += text;
      tell();
    },
    hearsTheEnd(code) {
      exitCode = code;
      tell();
    },
  };
  return { conversation, ear };
}

/**
 * Where the expected text ends, when it stands behind `from`. In a text, any white space matches any other:
 * where a line is broken is a matter of the terminal's width.
 */
function endOf(expected: string | RegExp, text: string, from: number): number | undefined {
  const pattern =
    typeof expected === 'string'
      ? new RegExp(
          expected
            .split(/\s+/)
            .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
            .join('\\s+'),
          'i',
        )
      : expected;
  const match = pattern.exec(text.slice(from));
  return match === null ? undefined : from + match.index + match[0].length;
}
