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
  /** How many requests took so many seconds. */
  readonly #took = new Map<number, number>();
  #owed = 0;
  #count = 0;
  #until: number;

  /** `started`: milliseconds since 1970. */
  constructor(started: number) {
    this.#until = started;
  }

  /** Counts one more request and gives whether it fails. */
  next(manner: Manner): 'fails' | 'served' {
    return this.#observe(1, manner) > 0 ? 'fails' : 'served';
  }

  /** Lets the users send what they send until `now`, and gives all that was counted. */
  countUntil(now: number, manner: Manner): TrafficCount {
    const seconds = Math.min(Math.max(0, (now - this.#until) / 1000), longest);
    const sent = Math.floor(seconds * usual);
    this.#observe(sent, manner);
    this.#until += seconds < longest ? (sent / usual) * 1000 : now - this.#until;
    const took = [...this.#took];
    return {
      requests: this.#requests,
      within: bounds.map((bound) => sum(took.filter(([each]) => each <= bound).map(([, count]) => count))),
      seconds: sum(took.map(([each, count]) => each * count)),
    };
  }

  /** Counts so many requests of one manner at once, and gives how many of them fail. */
  #observe(requests: number, { errors, latency }: Manner): number {
    this.#owed += errors * requests;
    const fails = Math.floor(this.#owed + 1e-9);
    this.#owed -= fails;
    add(this.#requests, 500, fails);
    add(this.#requests, 200, requests - fails);
    spread.forEach((factor, index) => {
      // How far it is to the first request that takes this place in the spread, and every so many one after it.
      const first = (index - (this.#count % spread.length) + spread.length) % spread.length;
      add(this.#took, (latency / 1000) * factor, Math.max(0, Math.ceil((requests - first) / spread.length)));
    });
    this.#count += requests;
    return fails;
  }
}

function add(counts: Map<number, number>, key: number, more: number): void {
  if (more > 0) counts.set(key, (counts.get(key) ?? 0) + more);
}

function sum(figures: readonly number[]): number {
  return figures.reduce((all, each) => all + each, 0);
}
