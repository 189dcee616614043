import type { World } from '../kubernetes/world.ts';
import type { PlatformState } from '../scenario/model.ts';
import type { HttpReply } from '../services/http.ts';

/** A request as it reaches a system outside of the cluster. */
export interface SystemAsk {
  readonly method: string;
  /** Without the name of the system and without the query, such as `/v2/enqueue`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a system may know of the rehearsal that it is part of. */
export interface Surroundings {
  readonly world: World;
  /** The namespace that is rehearsed. */
  readonly namespace: string;
  /** How many times as fast as the clock the simulated time runs. */
  readonly pace: number;
  /** Versions that the repository and the registry know. */
  readonly releases: readonly string[];
  /** What the services stand on, at this moment. */
  platform(): PlatformState;
}

/** A system that people and pipelines use beside the cluster, such as PagerDuty, as far as runbooks ask for it. */
export interface OutsideSystem {
  reply(ask: SystemAsk): HttpReply | Promise<HttpReply>;
  /** Ends what it has begun by itself. */
  close?(): void;
}

/** How a system begins, with nothing in it. */
export type StartSystem = (surroundings: Surroundings) => OutsideSystem;
