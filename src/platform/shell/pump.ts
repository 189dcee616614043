import type { Readable } from 'node:stream';

/** How long to wait in all for output after the process has ended, in milliseconds. */
const waitAfterExit = 300;
/** More than a pipe or socket holds: everything the process itself wrote is within it. */
const bytesAfterExit = 4 * 1024 * 1024;

/**
 * Hands the bytes of a stream on, one chunk at a time: the next one is read when `deliver` has resolved.
 * Once `exited` aborts, it goes on until the end of the stream, or until no more bytes came for 300 ms in
 * all, or 4 MiB came: a background process that still holds the pipe open is then no longer listened to.
 * Time spent in `deliver` does not count, so that a slow disk loses nothing. Rejects when `deliver` does.
 */
export async function pump(
  stream: Readable,
  deliver: (chunk: Buffer) => void | Promise<void>,
  exited: AbortSignal,
): Promise<void> {
  const patience = new Patience(exited, () => stream.destroy());
  let left = bytesAfterExit;
  try {
    patience.wait();
    for await (const chunk of stream) {
      patience.rest();
      if (!Buffer.isBuffer(chunk)) continue;
      await deliver(chunk);
      if (exited.aborted && (left -= chunk.length) <= 0) break;
      patience.wait();
    }
  } catch (error) {
    if (!isPrematureClose(error)) throw error;
  } finally {
    patience.end();
    stream.destroy();
  }
}

/** Counts the time spent waiting after the exit, over all waits together. */
class Patience {
  readonly #exited: AbortSignal;
  readonly #out: () => void;
  readonly #onExit = (): void => this.wait();
  #left = waitAfterExit;
  #waiting: { readonly since: number; readonly timer: NodeJS.Timeout } | undefined;

  constructor(exited: AbortSignal, out: () => void) {
    this.#exited = exited;
    this.#out = out;
  }

  wait(): void {
    this.#exited.removeEventListener('abort', this.#onExit);
    if (!this.#exited.aborted) {
      this.#exited.addEventListener('abort', this.#onExit, { once: true });
      return;
    }
    if (this.#waiting !== undefined) return;
    const timer = setTimeout(this.#out, Math.max(0, this.#left));
    this.#waiting = { since: performance.now(), timer };
  }

  rest(): void {
    this.#exited.removeEventListener('abort', this.#onExit);
    if (this.#waiting === undefined) return;
    clearTimeout(this.#waiting.timer);
    this.#left -= performance.now() - this.#waiting.since;
    this.#waiting = undefined;
  }

  end(): void {
    this.rest();
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
