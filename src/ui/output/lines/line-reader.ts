import type { OutputSource } from '../output-source.ts';
import { readLine, type ShownLine, shownBytes } from '../rows/shown-line.ts';
import { BlockCache } from './block-cache.ts';
import { createBreath } from './breath.ts';
import { countFrom, type LineIndex } from './line-index.ts';

/** Bytes in which the end of a line is looked for; beyond them the index has to know it. */
const near = 1024 * 1024;
const mostLines = 128;
const lineFeed = 0x0a;

/** Reads lines anywhere in an output, forwards and backwards, without knowing what is before them. */
export class LineReader {
  readonly #source: OutputSource;
  readonly #index: LineIndex;
  readonly #colour: boolean;
  readonly #blocks: BlockCache;
  readonly #breath = createBreath();
  readonly #known = new Map<number, ShownLine>();

  constructor(source: OutputSource, index: LineIndex, colour: boolean) {
    this.#source = source;
    this.#index = index;
    this.#colour = colour;
    this.#blocks = new BlockCache(source);
  }

  /** Bytes that can be read now. */
  get size(): number {
    return this.#source.size;
  }

  /** The line that begins at this offset. */
  async lineFrom(start: number): Promise<ShownLine> {
    await this.#breath.take();
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const { size } = this.#source;
    const end = await this.#lineEnd(start, size);
    const head = await this.#blocks.read(start, Math.min(end ?? size, start + shownBytes));
    const long = end !== undefined && end - start > shownBytes;
    const tail = long ? await this.#blocks.read(end - shownBytes, end) : head;
    const line = readLine({ start, end, head, tail, colour: this.#colour });
    if (end !== undefined && end < size) this.#remember(line);
    return line;
  }

  /** Where the line behind this one begins. Undefined: there is none, or none is known yet. */
  startAfter({ end }: ShownLine): number | undefined {
    return end === undefined || end + 1 >= this.#source.size ? undefined : end + 1;
  }

  /** Where the line before the one that begins here begins. Undefined: there is none. */
  async startBefore(start: number): Promise<number | undefined> {
    if (start <= 0) return undefined;
    const [last] = await this.#blocks.read(start - 1, start);
    return this.lineStart(last === lineFeed ? start - 1 : start);
  }

  /**
   * Where the line begins whose bytes reach up to this offset. In the middle of a line so long that its
   * beginning is not known yet, it is a piece of that line.
   */
  async lineStart(offset: number): Promise<number> {
    const from = Math.max(0, offset - near);
    const found = await this.#blocks.lastLineFeed(from, offset);
    if (found !== undefined) return found + 1;
    if (from === 0) return 0;
    const indexed = this.#index.lineFeedBefore(offset);
    return indexed === undefined ? Math.max(0, offset - shownBytes) : indexed + 1;
  }

  /** The number of the line that begins here, from 1. Undefined: not counted yet. */
  async lineNumber(start: number): Promise<number | undefined> {
    const entry = this.#index.before(start);
    if (entry === undefined) return undefined;
    return entry.count + countFrom(await this.#blocks.read(entry.offset, start), 0) + 1;
  }

  /** The line feed that ends the line, or the end of the output. Undefined: not known yet. */
  async #lineEnd(start: number, size: number): Promise<number | undefined> {
    const to = Math.min(size, start + near);
    const found = await this.#blocks.nextLineFeed(start, to);
    if (found !== undefined) return found;
    if (to === size) return size;
    return this.#index.lineFeedAfter(start) ?? (this.#index.scanned >= size ? size : undefined);
  }

  #remember(line: ShownLine): void {
    this.#known.set(line.start, line);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostLines && oldest !== undefined) this.#known.delete(oldest);
  }
}
