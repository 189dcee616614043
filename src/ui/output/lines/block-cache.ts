import type { OutputSource } from '../output-source.ts';
import { readRange } from './read-range.ts';

const blockBytes = 64 * 1024;
const mostBlocks = 48;
const lineFeed = 0x0a;

/** The parts of the output that were looked at last, in blocks: 3 MiB at most. */
export class BlockCache {
  readonly #source: OutputSource;
  readonly #blocks = new Map<number, Buffer>();

  constructor(source: OutputSource) {
    this.#source = source;
  }

  /** The bytes from `from` up to `to`, which must be there. */
  async read(from: number, to: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let at = from; at < to; ) {
      const number = Math.floor(at / blockBytes);
      const begin = number * blockBytes;
      const until = Math.min(to, begin + blockBytes);
      const block = await this.#block(number, until - begin);
      pieces.push(block.subarray(at - begin, until - begin));
      at = until;
    }
    const [only] = pieces;
    return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  }

  /** The first line feed from `from` on and before `to`. */
  async nextLineFeed(from: number, to: number): Promise<number | undefined> {
    for (let at = from; at < to; ) {
      const end = Math.min(to, (Math.floor(at / blockBytes) + 1) * blockBytes);
      const found = (await this.read(at, end)).indexOf(lineFeed);
      if (found >= 0) return at + found;
      at = end;
    }
    return undefined;
  }

  /** The last line feed before `to` and not before `from`. */
  async lastLineFeed(from: number, to: number): Promise<number | undefined> {
    for (let end = to; end > from; ) {
      const at = Math.max(from, Math.floor((end - 1) / blockBytes) * blockBytes);
      const found = (await this.read(at, end)).lastIndexOf(lineFeed);
      if (found >= 0) return at + found;
      end = at;
    }
    return undefined;
  }

  /** A block with at least so many bytes. The last one grows, and is read again then. */
  async #block(number: number, length: number): Promise<Buffer> {
    const known = this.#blocks.get(number);
    this.#blocks.delete(number);
    const block = known !== undefined && known.length >= length ? known : await this.#load(number);
    this.#blocks.set(number, block);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > mostBlocks && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }

  #load(number: number): Promise<Buffer> {
    const begin = number * blockBytes;
    return readRange(this.#source, begin, Math.min(this.#source.size, begin + blockBytes));
  }
}
