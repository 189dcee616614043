import type {
  ClusterEvent,
  ControllerRevision,
  DaemonSet,
  Deployment,
  Job,
  Manifest,
  NodeHealth,
  Pod,
  ReplicaSet,
  ServiceEndpoints,
  StatefulSet,
} from './cluster-objects.ts';
import type {
  CreateOptions,
  ExecRequest,
  ExecResult,
  Forwarding,
  ForwardTarget,
  Right,
  RightAnswer,
  ServiceRequest,
} from './cluster-calls.ts';
import type { HttpAnswer } from './http.ts';

export type * from './cluster-calls.ts';
export type * from './cluster-objects.ts';

/** Which cluster this is. The pin of a session: compared before every step that changes something. */
export interface ClusterIdentity {
  readonly server: string;
  /** UID of the kube-system namespace. */
  readonly uid: string;
  readonly context: string;
  readonly namespace: string;
  readonly version: string;
}

/** Why a call to the API server came to nothing. */
export type ClusterFailure =
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'timeout'
  | 'throttled'
  | 'server';

/** The one error that a Cluster rejects with. Its message is for the operator: what, where and what to do. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly reason: ClusterFailure;

  constructor(reason: ClusterFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }

  /** True when asking again later may well succeed: the server or the way to it is in trouble, not the request. */
  get passing(): boolean {
    return ['unreachable', 'timeout', 'throttled', 'server'].includes(this.reason);
  }
}

/** The parts of the namespace that can be followed. */
export type FollowedKind =
  | 'deployments'
  | 'replicaSets'
  | 'statefulSets'
  | 'daemonSets'
  | 'controllerRevisions'
  | 'pods'
  | 'events'
  | 'jobs';

/** What is in the namespace, as far as it was asked for; the other lists are empty. */
export interface NamespaceState {
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly statefulSets: readonly StatefulSet[];
  readonly daemonSets: readonly DaemonSet[];
  readonly controllerRevisions: readonly ControllerRevision[];
  readonly pods: readonly Pod[];
  readonly events: readonly ClusterEvent[];
  readonly jobs: readonly Job[];
}

/** A namespace with nothing in it, or nothing that was asked for. */
export const emptyNamespace: NamespaceState = {
  deployments: [],
  replicaSets: [],
  statefulSets: [],
  daemonSets: [],
  controllerRevisions: [],
  pods: [],
  events: [],
  jobs: [],
};

/**
 * A moment of following. `trouble` is set while at least one of the kinds can't be kept up to date: the
 * state is then old, and nothing may be taken for healthy by it. `state` is undefined until every kind
 * has been listed once.
 */
export interface FollowedView {
  readonly state: NamespaceState | undefined;
  readonly trouble: ClusterError | undefined;
}

export interface ClusterReadiness {
  /** The answer of /readyz: undefined when the account may not read it. */
  readonly readyz: { readonly ok: boolean; readonly failing: readonly string[] } | undefined;
  readonly nodes: readonly NodeHealth[];
  /** As the server says it, such as `v1.32.4`. */
  readonly version: string;
}

export interface LogRequest {
  readonly pod: string;
  readonly container: string;
  /** The log of the container's run before this one. */
  readonly previous: boolean;
  /** The last lines alone. Absent: all that the node keeps. */
  readonly tailLines?: number;
  /** Nothing older, counted by the node's clock. */
  readonly sinceSeconds?: number;
  /** Bytes from the first line on after which it is cut off. */
  readonly limitBytes?: number;
  /** Each line begins with the time at which it was written (RFC 3339) and a space. */
  readonly timestamps?: boolean;
}

export interface ApplyOptions {
  readonly fieldManager: string;
  /** Takes fields over from other managers instead of failing with a conflict. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** One kind of object: the versions that this program can read, best first. The first one served is used. */
export interface ResourceKind {
  readonly kind: string;
  /** `v1`, `apps/v1`. */
  readonly apiVersions: readonly [string, ...string[]];
}

/**
 * The Kubernetes API, pinned to one context and one namespace. Each call has a time limit of its own and is
 * repeated with growing pauses while the server throttles or fails, if repeating it is safe. Methods reject
 * with ClusterError only.
 */
export interface Cluster {
  identity(): Promise<ClusterIdentity>;
  readiness(): Promise<ClusterReadiness>;
  /** One look at the namespace. */
  look(kinds: readonly FollowedKind[]): Promise<NamespaceState>;
  /**
   * Watches the namespace until the signal aborts, and resolves then. `onChange` is called with the whole
   * state whenever something has changed, and when trouble starts or ends. Dropped and expired watches, throttling and
   * server errors are survived; rejects only for what repeating can't cure (forbidden, unauthorized).
   */
  follow(
    kinds: readonly FollowedKind[],
    onChange: (view: FollowedView) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** How many addresses are ready behind each Service that selects pods. */
  endpoints(): Promise<readonly ServiceEndpoints[]>;
  /** A part of a container's log. */
  podLog(request: LogRequest): Promise<string>;
  /** Streams a container's log from its beginning; resolves when the log ends or the signal aborts. */
  followPodLog(
    pod: string,
    container: string,
    onChunk: (chunk: Uint8Array) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Runs a command in a container and gives how it ended. Rejects where it could not be started (`invalid`: the
   * container has no such program), did not end in time, or the connection broke: that is never an exit code. A command that
   * is left behind by a timeout or an abort may go on in its container. Begun only once; only opening is repeated.
   */
  exec(request: ExecRequest, signal: AbortSignal): Promise<ExecResult>;
  /** Opens a free port of 127.0.0.1 that leads to the target until it is closed or the signal aborts. */
  forward(target: ForwardTarget, signal: AbortSignal): Promise<Forwarding>;
  /** Creates a Job of this manifest. Never repeated by itself; a name that is taken is a conflict. */
  createJob(manifest: Manifest): Promise<Job>;
  /** Undefined: there is no such Job. */
  getJob(name: string): Promise<Job | undefined>;
  /** Deletes a Job and, in the background, its pods. A Job that is gone already is no error. */
  deleteJob(name: string): Promise<void>;
  /** Applies one object on the server's side and gives it as the server then has it. */
  serverSideApply(manifest: Manifest, options: ApplyOptions): Promise<Manifest>;
  /** Creates an object. Never repeated by itself; a name that is taken is a conflict. */
  create(manifest: Manifest, options: CreateOptions): Promise<Manifest>;
  /**
   * Changes some members of an object by a JSON merge patch (RFC 7386) and gives the object as it then is. A
   * resourceVersion in the patch's metadata makes it fail with a conflict if the object has changed since.
   */
  patch(
    kind: ResourceKind,
    name: string,
    patch: Manifest,
    options: { readonly fieldManager: string },
  ): Promise<Manifest>;
  /** Deletes an object, its dependents in the background. One that is gone already is no error. */
  remove(
    kind: ResourceKind,
    name: string,
    options: { readonly uid?: string; readonly resourceVersion?: string },
  ): Promise<void>;
  /** Whether this account may do each of these, in the order asked. */
  may(rights: readonly Right[]): Promise<readonly RightAnswer[]>;
  /**
   * Asks a Service. Whatever the service answers, HTTP 500 included, is an answer; `unreachable` is what the proxy
   * itself could not reach. Rejects only where the API server can't be asked or forbids it.
   */
  askService(request: ServiceRequest): Promise<HttpAnswer>;
  /**
   * Puts an object in the place of the one that is there: what it doesn't say is taken away, whoever set it.
   * With a resourceVersion it fails with a conflict if the object has changed since.
   */
  replace(manifest: Manifest, options: { readonly fieldManager: string }): Promise<Manifest>;
  /** One object, whole, in the pinned namespace. Undefined: there is none, or the server doesn't know the kind. */
  get(kind: ResourceKind, name: string): Promise<Manifest | undefined>;
  /**
   * All objects of a kind, whole, or those that a field selector such as `type=kubernetes.io/tls` means. Undefined: the
   * server doesn't know the kind.
   */
  list(
    kind: ResourceKind,
    options?: { readonly fieldSelector: string },
  ): Promise<readonly Manifest[] | undefined>;
  /** What the server's clock says, in milliseconds since 1970, to the second. Undefined: it does not tell. */
  time(): Promise<number | undefined>;
}
