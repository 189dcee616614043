import { Traffic } from '../../services/traffic.ts';

/** What passed through all containers that serve, and whose turn it is where several could be asked. */
export class AllTraffic {
  readonly #traffic = new Map<string, Traffic>();
  #turns = 0;

  /** Of one container, which is named by its pod's uid and its own name. `started`: milliseconds since 1970. */
  of(container: string, started: number): Traffic {
    const traffic = this.#traffic.get(container) ?? new Traffic(started);
    this.#traffic.set(container, traffic);
    return traffic;
  }

  /** Counts on through `length` places. */
  turn(length: number): number {
    this.#turns += 1;
    return length === 0 ? 0 : this.#turns % length;
  }
}
