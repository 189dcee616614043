/** Upper bounds of the latency histogram in seconds, those of Prometheus' client libraries. */
export const bounds: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What passed through an instance at a moment. */
export interface TrafficCount {
  /** By status code. */
  readonly requests: ReadonlyMap<number, number>;
  /** Requests that took no longer than each of `bounds`. */
  readonly within: readonly number[];
  /** Seconds that all requests took together. */
  readonly seconds: number;
}

/** How an instance answers: the share of its requests that fail, and simulated milliseconds until it answers. */
export interface Manner {
  readonly errors: number;
  readonly latency: number;
}

/** Requests a second that users send to each instance, whatever the operator does. */
const usual = 20;

/** Of twenty requests ten are quicker than the latency that is said, eight are as it is, one is slower, one much. */
const spread: readonly number[] = [
  ...Array.from({ length: 10 }, () => 0.6),
  ...Array.from({ length: 8 }, () => 1),
  1.3,
  2,
];

/** Beyond this it is not counted one by one: an hour of users. */
const longest = 3600;

/**
 * Counts the requests of one instance: those that are sent to it, and those of the users who are not simulated one
 * by one. Which of them fail is decided by counting, so that every share comes out as it is said and in every run alike.
 */
export class Traffic {
  readonly #requests = new Map<number, number>();
  readonly #within: number[] = bounds.map(() => 0);
  #seconds = 0;
  #owed = 0;
  #count = 0;
  #until: number;

  /** `started`: milliseconds since 1970. */
  constructor(started: number) {
    this.#until = started;
  }

  /** Counts one more request and gives whether it fails. */
  next(manner: Manner): 'fails' | 'served' {
    this.#owed += manner.errors;
    const fails = this.#owed >= 1 - 1e-9;
    if (fails) this.#owed -= 1;
    this.#observe(fails ? 500 : 200, manner.latency);
    return fails ? 'fails' : 'served';
  }

  /** Lets the users send what they send until `now`, and gives all that was counted. */
  countUntil(now: number, manner: Manner): TrafficCount {
    const seconds = Math.min(Math.max(0, (now - this.#until) / 1000), longest);
    const sent = Math.floor(seconds * usual);
    for (let request = 0; request < sent; request += 1) this.next(manner);
    this.#until += seconds < longest ? (sent / usual) * 1000 : now - this.#until;
    return { requests: this.#requests, within: this.#within, seconds: this.#seconds };
  }

  #observe(status: number, latency: number): void {
    const seconds = (latency / 1000) * (spread[this.#count % spread.length] ?? 1);
    this.#count += 1;
    this.#seconds += seconds;
    this.#requests.set(status, (this.#requests.get(status) ?? 0) + 1);
    bounds.forEach((bound, index) => {
      if (seconds <= bound) this.#within[index] = (this.#within[index] ?? 0) + 1;
    });
  }
}
