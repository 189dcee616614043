import type { ReadStream } from 'node:tty';
import type { Answer } from './answer.ts';
import type { Input } from './input.ts';
import { createKeyParser, type Heard } from './key-parser.ts';

/** Reads the terminal's keys while the program holds it. */
export interface InputReader {
  /** Raw keys from now on. What comes is thrown away until `listen`. */
  start(): void;
  /** Hears from now on, after `deafFor` milliseconds. */
  listen(deafFor: number): void;
  /** Leaves the terminal to others, as it was. Resolves when nothing here reads it any more. */
  stop(): Promise<void>;
  /** The terminal was asked what it answers as `Answer`: until it has, an ESC may be the beginning of that. */
  asked(): void;
  /** Resolves when everything asked was answered, or soon where the terminal is slow or answers nothing. */
  answered(): Promise<void>;
  /** Sets the modes again after somebody else may have changed them. */
  restoreModes(): void;
}

interface Listeners {
  readonly onInput: (input: Input) => void;
  readonly onAnswer: (answer: Answer) => void;
  /** Nothing will be read any more. */
  readonly onGone: (cause: Error) => void;
}

/** How long the rest of a key's sequence may take, in milliseconds, before an ESC counts as the Escape key. */
const escapeDelay = 30;

/** The same while an answer of the terminal is to come: its bytes may arrive apart. */
const answerDelay = 150;

/** A terminal that has not answered for so long never will, in milliseconds. */
const mute = 5000;

/** What comes so soon after pasted text is the rest of it, in milliseconds: a read takes 4 KiB at most. */
const pasteGap = 25;

/** A paste shorter than this, in bytes, comes in one read; what follows it is a key. */
const splitPaste = 512;

/** A lone Ctrl+C gets out of a paste whose end never comes. */
const interrupt = 0x03;

export function createInputReader(stdin: ReadStream, { onInput, onAnswer, onGone }: Listeners): InputReader {
  const parser = createKeyParser();
  /** On the clock of `performance.now`; before it, nothing is heard. */
  let deafUntil = Number.POSITIVE_INFINITY;
  let pasteUntil = Number.NEGATIVE_INFINITY;
  let escapeTimer: NodeJS.Timeout | undefined;
  let reading = false;

  /** On the same clock: until then an answer is to come. */
  let answerUntil = Number.NEGATIVE_INFINITY;
  let settleAnswer: (() => void) | undefined;

  const awaits = (): boolean => performance.now() < answerUntil;

  const tell = (heard: readonly Heard[]): void => {
    for (const each of heard) {
      if (each.input === 'answer') answer(each);
      else if (reading && performance.now() >= deafUntil) onInput(each);
    }
  };

  function answer(told: Answer): void {
    onAnswer(told);
    if (told.answer !== 'device') return;
    answerUntil = Number.NEGATIVE_INFINITY;
    settleAnswer?.();
  }

  function settleEscape(): void {
    clearTimeout(escapeTimer);
    if (!parser.waiting) return;
    // What is already here to be read comes first: after a busy moment a timer is due before it is.
    escapeTimer = setTimeout(
      () => setImmediate(() => tell(parser.flush())),
      awaits() ? answerDelay : escapeDelay,
    );
  }

  function hear(chunk: Buffer | string): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    if (performance.now() < deafUntil && !awaits()) return;
    if (parser.pasting && bytes.length === 1 && bytes[0] === interrupt) parser.reset();
    const inputs = parser.push(bytes, performance.now() < pasteUntil);
    if (parser.pasted && bytes.length >= splitPaste) pasteUntil = performance.now() + pasteGap;
    tell(inputs);
    settleEscape();
  }

  const ended = (): void => onGone(new Error('the terminal is gone'));
  const failed = (error: Error): void => onGone(new Error('the terminal is gone', { cause: error }));
  // A terminal that has gone away also fails to be left as it was, when nobody listens for it any more.
  stdin.on('error', () => undefined);

  return {
    start() {
      if (reading) return;
      reading = true;
      deafUntil = Number.POSITIVE_INFINITY;
      parser.reset();
      stdin.once('end', ended);
      stdin.on('error', failed);
      stdin.setRawMode(true);
      stdin.on('data', hear);
      stdin.resume();
    },
    listen(deafFor) {
      deafUntil = performance.now() + deafFor;
    },
    asked() {
      answerUntil = performance.now() + mute;
    },
    async answered() {
      if (!reading || !awaits()) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      settleAnswer = resolve;
      const late = setTimeout(resolve, answerDelay);
      await promise;
      clearTimeout(late);
    },
    async stop() {
      if (!reading) return;
      reading = false;
      clearTimeout(escapeTimer);
      stdin.pause();
      stdin.off('data', hear);
      stdin.off('end', ended);
      stdin.off('error', failed);
      if (!stdin.destroyed) stdin.setRawMode(false);
      // Pausing takes hold a little later; until then a key would still be read here instead of by a child.
      await new Promise((resolve) => setImmediate(resolve));
    },
    restoreModes() {
      if (!reading || stdin.destroyed) return;
      stdin.setRawMode(false);
      stdin.setRawMode(true);
    },
  };
}
