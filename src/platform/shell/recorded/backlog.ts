const lineFeed = 0x0a;

export interface BacklogOptions {
  /** Takes one chunk after the other. */
  readonly deliver: (chunk: Buffer) => void | Promise<void>;
  /** Most bytes that may wait. */
  readonly limit: number;
}

/**
 * What a terminal showed on its way to a disk that may be slower: it waits in memory, so that the terminal never
 * does. Beyond the limit nothing more is taken; the last line taken is then whole, lest a secret be cut in two
 * and not be known any more.
 */
export class Backlog {
  readonly #options: BacklogOptions;
  #waiting = 0;
  #cut = false;
  #delivered: Promise<void> = Promise.resolve();

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /** True once something was not taken. */
  get cut(): boolean {
    return this.#cut;
  }

  add(chunk: Buffer): void {
    if (this.#cut || chunk.length === 0) return;
    this.#cut = this.#waiting + chunk.length > this.#options.limit;
    const taken = this.#cut ? chunk.subarray(0, chunk.indexOf(lineFeed) + 1) : chunk;
    this.#waiting += taken.length;
    this.#delivered = this.#delivered.then(async () => {
      await this.#options.deliver(taken);
      this.#waiting -= taken.length;
    });
    this.#delivered.catch(() => undefined);
  }

  /** Resolves when all that was taken is delivered; rejects with what `deliver` rejected with. */
  settled(): Promise<void> {
    return this.#delivered;
  }
}
