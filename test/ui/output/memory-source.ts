import type { OutputSource } from '../../../src/ui/output/output-source.ts';

/** An output in memory, which grows when it is told to. */
export class MemorySource implements OutputSource {
  path = '/sessions/one/live/step.1';
  growing: boolean;
  /** Set: every read rejects with it. */
  broken: Error | undefined;
  reads = 0;
  #bytes: Buffer;
  readonly #listeners = new Set<() => void>();

  constructor(bytes: Buffer | string = '', growing = false) {
    this.#bytes = Buffer.from(bytes);
    this.growing = growing;
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(offset: number, length: number, into = Buffer.alloc(length)): Promise<Buffer> {
    this.reads += 1;
    if (this.broken !== undefined) return Promise.reject(this.broken);
    const count = this.#bytes.copy(into, 0, offset, offset + length);
    return Promise.resolve(into.subarray(0, count));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(bytes: Buffer | string): void {
    this.#bytes = Buffer.concat([this.#bytes, Buffer.from(bytes)]);
    this.tell();
  }

  end(): void {
    this.growing = false;
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
