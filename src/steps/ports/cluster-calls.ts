/** Something that an account may or may not do in the pinned namespace, or in the whole cluster. */
export interface Right {
  readonly verb: string;
  /** API group; empty: the core group. */
  readonly group: string;
  /** Plural, such as `deployments`. */
  readonly resource: string;
  /** Such as `log` of pods, `proxy` of services, `exec` of pods. */
  readonly subresource?: string;
  /** One object alone. */
  readonly name?: string;
  /** Of the whole cluster instead of the pinned namespace, as nodes are. */
  readonly clusterWide?: boolean;
}

export interface RightAnswer {
  readonly right: Right;
  readonly allowed: boolean;
  /** What the authorizer says of it; often empty. */
  readonly reason: string;
}

export interface CreateOptions {
  readonly fieldManager: string;
  /** Asks validation and admission, and keeps nothing. */
  readonly dryRun: boolean;
}

/** A command in a container of the pinned namespace. */
export interface ExecRequest {
  readonly pod: string;
  readonly container: string;
  /** Program and arguments, as they are: no shell reads them. */
  readonly command: readonly string[];
  /** Milliseconds for the whole of it. */
  readonly timeout: number;
  /** Bytes of stdout, and of stderr, that are kept. */
  readonly limit: number;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** One of the two was longer than the limit. */
  readonly truncated: boolean;
}

/** A port of a Service (its first where none is said), which leads to one ready pod behind it, or of a pod. */
export type ForwardTarget =
  | { readonly service: string; readonly port?: number | string | undefined }
  | { readonly pod: string; readonly port: number };

/** A port of this machine that leads to one in the cluster. */
export interface Forwarding {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The pod at the other end. */
  readonly pod: string;
  /** What last went wrong at the other end or on the way to it: a connection here only breaks off. */
  trouble(): string | undefined;
  /** Breaks off what is still open. */
  close(): Promise<void>;
}

/**
 * A request to a Service of the pinned namespace, through the API server's own proxy. It carries no Authorization:
 * the API server takes that header for its own and passes none on.
 */
export interface ServiceRequest {
  readonly service: string;
  readonly port: number | string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly body?: string;
  /** Default: application/json. */
  readonly contentType?: string;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  /** Bytes of the answer's body that are kept. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}
