import type { ReadStream } from 'node:tty';
import type { Input } from './input.ts';
import { createKeyParser } from './key-parser.ts';

/** Reads the terminal's keys while the program holds it. */
export interface InputReader {
  /** Raw keys from now on. What comes is thrown away until `listen`. */
  start(): void;
  /** Hears from now on, after `deafFor` milliseconds. */
  listen(deafFor: number): void;
  /** Leaves the terminal to others, as it was. Resolves when nothing here reads it any more. */
  stop(): Promise<void>;
  /** Sets the modes again after somebody else may have changed them. */
  restoreModes(): void;
}

interface Listeners {
  readonly onInput: (input: Input) => void;
  /** Nothing will be read any more. */
  readonly onGone: (cause: Error) => void;
}

/** How long the rest of a key's sequence may take, in milliseconds, before an ESC counts as the Escape key. */
const escapeDelay = 30;

/** A lone Ctrl+C gets out of a paste whose end never comes. */
const interrupt = 0x03;

export function createInputReader(stdin: ReadStream, { onInput, onGone }: Listeners): InputReader {
  const parser = createKeyParser();
  /** On the clock of `performance.now`; before it, nothing is heard. */
  let deafUntil = Number.POSITIVE_INFINITY;
  let escapeTimer: NodeJS.Timeout | undefined;
  let reading = false;

  const tell = (inputs: readonly Input[]): void => {
    for (const input of inputs) if (reading) onInput(input);
  };

  function settleEscape(): void {
    clearTimeout(escapeTimer);
    if (!parser.waiting) return;
    // What is already here to be read comes first: after a busy moment a timer is due before it is.
    escapeTimer = setTimeout(() => setImmediate(() => tell(parser.flush())), escapeDelay);
  }

  function hear(chunk: Buffer | string): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    if (performance.now() < deafUntil) return;
    if (parser.pasting && bytes.length === 1 && bytes[0] === interrupt) parser.reset();
    tell(parser.push(bytes));
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
