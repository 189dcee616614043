/** What a container of an image does once it has been pulled. Times are simulated milliseconds. */
export interface ImageBehaviour {
  /** Part of `imageID`: sha256 and 64 hex digits. */
  readonly digest: string;
  readonly pull: number;
  /** What the container's own command does. */
  readonly main: ContainerBehaviour;
  /** Commands that a Job or `exec` runs in it, the first whose words are how the command begins. */
  readonly commands: readonly CommandBehaviour[];
}

/** A long-running service, or a process that ends. */
export type ContainerBehaviour =
  | {
      readonly kind: 'serves';
      readonly readyAfter: number;
      readonly log: readonly string[];
      readonly http: HttpBehaviour;
      /** It does not go on for ever: so long after its start the process ends. */
      readonly ends?: ProcessEnd;
    }
  | ({ readonly kind: 'exits' } & ProcessEnd);

/** How a process ends, and what it writes then. */
export interface ProcessEnd {
  readonly after: number;
  readonly exitCode: number;
  readonly reason: 'Error' | 'Completed' | 'OOMKilled';
  readonly log: readonly string[];
}

export interface CommandBehaviour {
  readonly words: readonly string[];
  readonly takes: number;
  readonly exitCode: number;
  readonly output: readonly string[];
}

/** How a service answers. */
export interface HttpBehaviour {
  /** Share of requests, 0 to 1, that are answered with 500; health checks are not counted. */
  readonly errors: number;
  /** Simulated milliseconds until it answers. */
  readonly latency: number;
  /** False: /health answers 503. */
  readonly healthy: boolean;
}
