const shortest = 10_000;
const longest = 300_000;

/** The kubelet's back-off: 10 s, 20 s, 40 s … 5 min, in simulated milliseconds. */
export class BackOff {
  #next = shortest;

  next(): number {
    const wait = this.#next;
    this.#next = Math.min(wait * 2, longest);
    return wait;
  }

  reset(): void {
    this.#next = shortest;
  }
}

/** A duration as Go writes it: `10s`, `1m20s`, `5m0s`, `1.5s`. */
export function goDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))}ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${String(Number(seconds.toFixed(3)))}s`;
  return `${String(Math.floor(seconds / 60))}m${String(Number((seconds % 60).toFixed(3)))}s`;
}
