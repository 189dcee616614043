const header = 'Script started on ';
const trailer = '\nScript done on ';
const lineFeed = 0x0a;

/**
 * Takes away the first and the last line that script(1) of util-linux puts around what the terminal showed: they
 * are the recorder's, not the terminal's. In the locale C; see log_start() and log_close() in its script.c.
 */
export class TypescriptFrame {
  #held: Buffer = Buffer.alloc(0);
  #begun = false;

  /** The terminal's bytes that are certain by now. */
  push(chunk: Buffer): Buffer {
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    if (!this.#begun) {
      const from = endOfHeader(bytes);
      if (from === undefined) return this.#hold(bytes, 0);
      this.#begun = true;
      bytes = bytes.subarray(from);
    }
    return this.#hold(bytes, startOfTrailer(bytes));
  }

  /** What was held back and turned out to be the terminal's. */
  end(): Buffer {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    const isTrailer =
      held.subarray(0, trailer.length).equals(Buffer.from(trailer)) && held.at(-1) === lineFeed;
    return isTrailer ? Buffer.alloc(0) : held;
  }

  #hold(bytes: Buffer, from: number): Buffer {
    this.#held = Buffer.from(bytes.subarray(from));
    return bytes.subarray(0, from);
  }
}

/** Undefined: it is not known yet. */
function endOfHeader(bytes: Buffer): number | undefined {
  const start = bytes.subarray(0, header.length);
  if (!Buffer.from(header).subarray(0, start.length).equals(start)) return 0;
  const end = bytes.indexOf(lineFeed);
  return end === -1 ? undefined : end + 1;
}

/** Where the last line of the recorder begins, or may begin; the end of the bytes where it can't. */
function startOfTrailer(bytes: Buffer): number {
  const found = bytes.lastIndexOf(trailer);
  if (found !== -1) {
    const end = bytes.indexOf(lineFeed, found + 1);
    if (end === -1 || end === bytes.length - 1) return found;
  }
  const whole = Buffer.from(trailer);
  for (let length = Math.min(bytes.length, whole.length - 1); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(whole.subarray(0, length))) return bytes.length - length;
  }
  return bytes.length;
}
