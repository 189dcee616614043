import type { Line } from '../text/line.ts';
import { Arrivals } from './arrivals.ts';
import { cutRow } from './rows/lay-out.ts';
import { readLine, shownBytes } from './rows/shown-line.ts';
import { throttle } from './throttle.ts';

/** Bytes of the output's end that are kept. */
const kept = 1024 * 1024;
/** Lines of it that are shown at most. */
const mostLines = 2000;
const lineFeed = 0x0a;

export interface OutputTailOptions {
  /** Wall-clock time in milliseconds since 1970. */
  readonly now: () => number;
  /** False: no colour of the output is kept. */
  readonly colour: boolean;
}

/** The end of the output of an attempt that runs, outside of what is drawn: bounded, and cheap to feed. */
export class OutputTail {
  readonly #options: OutputTailOptions;
  readonly #ring = Buffer.alloc(kept);
  readonly #arrivals = new Arrivals();
  readonly #listeners = new Set<() => void>();
  readonly #told = throttle(() => {
    for (const listener of this.#listeners) listener();
  });
  #bytes = 0;
  #lineEnds = 0;
  #lastByte = lineFeed;

  constructor(options: OutputTailOptions) {
    this.#options = options;
  }

  /** Takes the next bytes, masked already. They are copied. */
  write(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#arrivals.note(this.#bytes, this.#options.now());
    this.#keep(chunk);
    this.#lineEnds += countLineEnds(chunk);
    this.#lastByte = chunk.at(-1) ?? lineFeed;
    this.#bytes += chunk.length;
    this.#told.ask();
  }

  /** Bytes that came. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lines that came, one that has not ended yet among them. */
  get lines(): number {
    return this.#lineEnds + (this.#lastByte === lineFeed ? 0 : 1);
  }

  /** When the byte at this offset of the output came, in milliseconds since 1970. */
  timeAt(offset: number): number | undefined {
    return offset < this.#bytes ? this.#arrivals.at(offset) : undefined;
  }

  /** The last lines, at most `count`, each cut to one row of `columns` cells. */
  tailLines(count: number, columns: number): readonly Line[] {
    const wanted = Math.min(count, mostLines);
    const rows: Line[] = [];
    let end = this.#lastByte === lineFeed ? this.#bytes - 1 : this.#bytes;
    while (rows.length < wanted && end >= this.#oldest()) {
      const before = this.#lastLineEnd(end);
      const start = before === undefined ? this.#oldest() : before + 1;
      rows.push(this.#row(start, end, columns));
      if (before === undefined) break;
      end = before;
    }
    return rows.toReversed();
  }

  /** Tells that bytes came, at most 30 times a second. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells nobody any more. */
  close(): void {
    this.#told.stop();
    this.#listeners.clear();
  }

  #row(start: number, end: number, columns: number): Line {
    const head = this.#slice(start, Math.min(end, start + shownBytes));
    const tail = this.#slice(Math.max(start, end - shownBytes), end);
    return cutRow(readLine({ start, end, head, tail, colour: this.#options.colour }), { columns, left: 0 });
  }

  #keep(chunk: Buffer): void {
    const last = chunk.subarray(-kept);
    const at = (this.#bytes + chunk.length - last.length) % kept;
    const copied = last.copy(this.#ring, at);
    last.copy(this.#ring, 0, copied);
  }

  #oldest(): number {
    return Math.max(0, this.#bytes - kept);
  }

  /** The offset of the last line feed before `end` that is still kept. */
  #lastLineEnd(end: number): number | undefined {
    for (let at = end - 1; at >= this.#oldest(); at--) if (this.#ring[at % kept] === lineFeed) return at;
    return undefined;
  }

  #slice(from: number, to: number): Buffer {
    const start = from % kept;
    const length = to - from;
    const first = this.#ring.subarray(start, Math.min(kept, start + length));
    return Buffer.concat([first, this.#ring.subarray(0, length - first.length)]);
  }
}

function countLineEnds(chunk: Buffer): number {
  let count = 0;
  for (const byte of chunk) if (byte === lineFeed) count += 1;
  return count;
}
