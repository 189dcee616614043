import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Asks for lines, one at a time. */
export interface Lines {
  /** False where the input is a file or a pipe: a script may be behind it, and nothing it says is a person's word. */
  readonly person: boolean;
  /** The next line; `end`: there is none any more; `interrupt`: Ctrl+C at the prompt. `hidden` does not echo. */
  ask(prompt: string, options?: { readonly hidden?: boolean }): Promise<Answer>;
  /** Gives the terminal to somebody else until `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

export type Answer =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'interrupt' };

interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
}

/**
 * Lines from a terminal or a pipe. On a terminal a line can be edited, and Ctrl+C is an answer of its own.
 * Lines that were typed before a question was asked answer nothing on a terminal: a stray Enter must not
 * run a step. What is typed hidden is not echoed, wherever the output goes.
 */
export function openLines({ stdin, stdout }: Terminal): Lines {
  if (stdin.isTTY !== true) return pipedLines(stdin, stdout);
  return terminalLines(stdin, stdout);
}

/** One reader for all questions, opened with the first: what it has read ahead must not be lost between two. */
function pipedLines(stdin: Readable, stdout: Writable): Lines {
  let reader: Interface | undefined;
  let source: AsyncIterator<string> | undefined;
  return {
    person: false,
    async ask(prompt) {
      reader ??= createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
      source ??= reader[Symbol.asyncIterator]();
      stdout.write(prompt);
      // Lines that were read ahead come at once: signals have to be heard between them.
      await new Promise(setImmediate);
      const next = await source.next();
      stdout.write('\n');
      return next.done === true ? { kind: 'end' } : { kind: 'line', text: next.value };
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => reader?.close(),
  };
}

function terminalLines(stdin: Readable, stdout: Terminal['stdout']): Lines {
  let closed: (() => void) | undefined;
  return {
    person: true,
    async ask(prompt, options) {
      await discardTypedAhead(stdin);
      return new Promise((resolve) => {
        // Where the output is kept in a file, the terminal's own driver echoes and edits the line.
        const output = options?.hidden === true || stdout.isTTY !== true ? undefined : stdout;
        const reader = createInterface({
          input: stdin,
          ...(output === undefined ? {} : { output }),
          terminal: options?.hidden === true || stdout.isTTY === true,
        });
        let settled = false;
        // Closing emits `close` again, whose own listeners take readline off the terminal.
        const settle = (answer: Answer): void => {
          if (settled) return;
          settled = true;
          closed = undefined;
          reader.close();
          if (output === undefined || answer.kind !== 'line') stdout.write('\n');
          resolve(answer);
        };
        closed = () => settle({ kind: 'end' });
        reader.once('SIGINT', () => settle({ kind: 'interrupt' }));
        // Back from Ctrl+Z readline stays paused, with nothing left for this program to wait for.
        reader.on('SIGCONT', () => reader.prompt(true));
        reader.once('close', () => settle({ kind: 'end' }));
        // The terminal echoes no more by now: whoever answers a hidden question has seen the prompt.
        if (output === undefined) stdout.write(prompt);
        reader.question(output === undefined ? '' : prompt, (text) => settle({ kind: 'line', text }));
      });
    },
    pause: () => stdin.pause(),
    resume: () => undefined,
    close: () => closed?.(),
  };
}

/** Milliseconds in which everything that the terminal already holds arrives. */
const settling = 20;

/** Throws away what was typed before the question stood there. */
async function discardTypedAhead(stdin: Readable): Promise<void> {
  let came = true;
  const drop = (): void => {
    came = true;
  };
  stdin.on('data', drop);
  // A stream that was paused by hand does not flow for a listener alone.
  stdin.resume();
  await new Promise((resolve) => setTimeout(resolve, settling));
  // On a busy machine the timer may come before anything was read; each turn of the loop reads one line.
  while (came) {
    came = false;
    await new Promise(setImmediate);
  }
  stdin.off('data', drop);
  stdin.pause();
}
