/** The first bytes of a stream, up to a limit; of the others it is only known that there were some. */
export class KeptBytes {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    const room = this.#limit - this.#bytes;
    if (room > 0) this.#chunks.push(Buffer.from(chunk.subarray(0, room)));
    this.#bytes += chunk.length;
  }

  seen(): { readonly text: string; readonly truncated: boolean } {
    return { text: Buffer.concat(this.#chunks).toString('utf8'), truncated: this.#bytes > this.#limit };
  }
}
