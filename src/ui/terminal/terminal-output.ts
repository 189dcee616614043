import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { errorText } from '../../problem/problem.ts';

/**
 * Writes to the terminal, in order, and never waits for it inside this process: over a link that hangs, a write
 * would stop everything, the running command's output and time limits included.
 */
export interface TerminalOutput {
  send(text: string): void;
  /** Bytes that the terminal has not taken yet. */
  readonly waiting: number;
  /** Resolves when it has taken all, or is gone. */
  drained(): Promise<void>;
  /** Writes at once what must be said before the process ends, before all that waits. */
  sendNow(text: string): void;
  /** Writes nothing more. */
  close(): void;
}

/** How long to wait before asking a busy terminal again, in milliseconds: at first, and at most. */
const retryDelay = { first: 2, longest: 40 };

/** Tries of a last word, 5 ms apart. */
const lastTries = 40;

/** `onGone` is told once, when nothing can be written any more. */
export function openTerminalOutput(fd: number, onGone: (cause: Error) => void): TerminalOutput {
  const own = reopened(fd);
  const target = own ?? fd;
  let queue: Uint8Array[] = [];
  let waiting = 0;
  let delay = retryDelay.first;
  let timer: NodeJS.Timeout | undefined;
  let open = true;
  let listeners: (() => void)[] = [];

  function settled(): void {
    const all = listeners;
    listeners = [];
    for (const listener of all) listener();
  }

  function forget(): void {
    clearTimeout(timer);
    timer = undefined;
    queue = [];
    waiting = 0;
    settled();
  }

  function pump(): void {
    timer = undefined;
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const written = tryWrite(target, first);
      if (written instanceof Error) {
        close();
        onGone(written);
        return;
      }
      if (written === 0) {
        timer = setTimeout(pump, delay);
        delay = Math.min(delay * 2, retryDelay.longest);
        return;
      }
      delay = retryDelay.first;
      waiting -= written;
      if (written < first.length) queue[0] = first.subarray(written);
      else queue.shift();
    }
    settled();
  }

  function close(): void {
    if (!open) return;
    open = false;
    forget();
    if (own !== undefined) closeSync(own);
  }

  return {
    get waiting() {
      return waiting;
    },
    send(text) {
      if (!open || text === '') return;
      const bytes = Buffer.from(text, 'utf8');
      queue.push(bytes);
      waiting += bytes.length;
      if (timer === undefined) pump();
    },
    drained: () => (waiting === 0 ? Promise.resolve() : new Promise((resolve) => listeners.push(resolve))),
    sendNow(text) {
      if (!open) return;
      forget();
      writePatiently(target, Buffer.from(text, 'utf8'));
    },
    close,
  };
}

/**
 * The same terminal, opened anew so that writing to it never blocks: the flag belongs to what was opened, and
 * what this process was given is shared with the shell. Undefined where the system has no such path; Node's own
 * way of writing, which may block, does then.
 */
function reopened(fd: number): number | undefined {
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
  try {
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return undefined;
  }
}

/** The number of bytes written; 0: it takes nothing just now; an error: it never will. */
function tryWrite(fd: number, bytes: Uint8Array): number | Error {
  try {
    return writeSync(fd, bytes);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN') return 0;
    return new Error('the terminal is gone', { cause: new Error(errorText(thrown)) });
  }
}

function writePatiently(fd: number, bytes: Uint8Array): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let rest = bytes;
  for (let tries = 0; tries < lastTries && rest.length > 0; tries += 1) {
    const written = tryWrite(fd, rest);
    if (written instanceof Error) return;
    rest = rest.subarray(written);
    if (rest.length > 0) Atomics.wait(pause, 0, 0, 5);
  }
}
