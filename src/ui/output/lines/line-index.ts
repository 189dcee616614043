import { setImmediate as next } from 'node:timers/promises';
import type { OutputSource } from '../output-source.ts';
import { readRange } from './read-range.ts';

/** Bytes between two entries, and bytes that are looked at in one go. */
const stride = 256 * 1024;
const lineFeed = 0x0a;

/** What is known at the beginning of a stride. */
interface Entry {
  /** Line feeds before it. */
  readonly count: number;
  /** Offset of the last one before it; -1 where there is none. */
  readonly last: number;
}

/**
 * Where lines are, in bounded memory: an entry every 256 KiB of the output, whatever its lines are like. It
 * is made in the background, from the beginning to the end, and goes on as the output grows.
 */
export class LineIndex {
  readonly #source: OutputSource;
  readonly #changed: () => void;
  readonly #entries: Entry[] = [{ count: 0, last: -1 }];
  /** Offset of the first line feed in each stride; -1 where there is none. */
  readonly #firsts: number[] = [];
  readonly #buffer = Buffer.allocUnsafeSlow(stride);
  #scanned = 0;
  #count = 0;
  #last = -1;
  #running = false;
  #closed = false;

  /** `changed` is told after each stride. */
  constructor(source: OutputSource, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
  }

  /** Bytes that were looked at. */
  get scanned(): number {
    return this.#scanned;
  }

  /** Lines so far, an unfinished one among them. `exact`: there are no more than these now. */
  get lines(): { readonly count: number; readonly exact: boolean } {
    const unfinished = this.#last + 1 < this.#scanned ? 1 : 0;
    return { count: this.#count + unfinished, exact: this.#scanned >= this.#source.size };
  }

  /** Looks at what is not looked at yet. Rejects where it can't be read; resolves at once where it runs. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (!this.#closed && this.#scanned < this.#source.size) {
        await this.#scanOne();
        this.#changed();
        await next();
      }
    } finally {
      this.#running = false;
    }
  }

  close(): void {
    this.#closed = true;
  }

  /** The nearest entry at or before an offset: its place, and the line feeds before it. Undefined: not known yet. */
  before(offset: number): { readonly offset: number; readonly count: number } | undefined {
    if (offset > this.#scanned) return undefined;
    const number = Math.floor(offset / stride);
    const entry = this.#entries[number];
    return entry === undefined ? undefined : { offset: number * stride, count: entry.count };
  }

  /** The last line feed before the stride of this offset; -1: there is none. Undefined: not known yet. */
  lineFeedBefore(offset: number): number | undefined {
    return this.#entries[Math.floor(offset / stride)]?.last;
  }

  /** The first line feed behind the stride of this offset. Undefined: none in what was looked at. */
  lineFeedAfter(offset: number): number | undefined {
    for (let number = Math.floor(offset / stride) + 1; number < this.#firsts.length; number += 1) {
      const first = this.#firsts[number] ?? -1;
      if (first >= 0) return first;
    }
    return undefined;
  }

  async #scanOne(): Promise<void> {
    const from = this.#scanned;
    const number = Math.floor(from / stride);
    const to = Math.min(this.#source.size, (number + 1) * stride);
    const bytes = await readRange(this.#source, from, to, this.#buffer);
    const first = bytes.indexOf(lineFeed);
    if (first >= 0) {
      this.#count += countFrom(bytes, first);
      this.#last = from + bytes.lastIndexOf(lineFeed);
    }
    if ((this.#firsts[number] ?? -1) < 0) this.#firsts[number] = first < 0 ? -1 : from + first;
    this.#scanned = to;
    if (to === (number + 1) * stride) this.#entries.push({ count: this.#count, last: this.#last });
  }
}

/** Line feeds from an index on. */
export function countFrom(bytes: Buffer, from: number): number {
  let count = 0;
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === lineFeed) count += 1;
  return count;
}
