/** Entries kept at most; then every second one is dropped, and times are told half as finely. */
const most = 16_384;
/** Milliseconds between two entries at first. */
const finest = 100;

/** When which byte of an output came, in bounded memory: an entry where at least a tenth of a second went by. */
export class Arrivals {
  #offsets: number[] = [];
  #times: number[] = [];
  #apart = finest;

  /** Bytes from this offset on came at `time` (milliseconds since 1970), or later. Offsets only grow. */
  note(offset: number, time: number): void {
    const last = this.#times.at(-1);
    if (last !== undefined && Math.abs(time - last) < this.#apart) return;
    this.#offsets.push(offset);
    this.#times.push(time);
    if (this.#offsets.length <= most) return;
    this.#offsets = this.#offsets.filter((_, index) => index % 2 === 0);
    this.#times = this.#times.filter((_, index) => index % 2 === 0);
    this.#apart *= 2;
  }

  /** When the byte at this offset came. Undefined: nobody looked then. */
  at(offset: number): number | undefined {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#offsets[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#times[low - 1];
  }
}
