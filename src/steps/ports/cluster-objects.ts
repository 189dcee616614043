/**
 * What the steps need to know of Kubernetes objects, and no more. Times are ISO strings by the cluster's
 * clock, which may differ from ours: they are shown, never compared with our own time.
 */

/** An object as the API gives it: nothing is dropped, so that a snapshot keeps what we don't know. */
export type Manifest = Readonly<Record<string, unknown>>;

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly since: string | undefined;
}

export interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

export interface Deployment {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  /** The generation that the controller has seen; lower than `generation`: the status is of the past. */
  readonly observedGeneration: number;
  readonly paused: boolean;
  /** Wanted number of pods. */
  readonly replicas: number;
  readonly pods: {
    readonly total: number;
    readonly updated: number;
    readonly ready: number;
    readonly available: number;
  };
  /** The annotation deployment.kubernetes.io/revision. */
  readonly revision: string | undefined;
  readonly conditions: readonly Condition[];
  readonly images: readonly ContainerImage[];
  /** Digest of its pod template: another one is another revision, a number of pods is not. */
  readonly template: string;
  readonly createdAt: string | undefined;
}

/** `OnDelete`: a pod gets the new revision only when somebody deletes it. */
export type UpdateStrategy = 'RollingUpdate' | 'OnDelete';

export interface StatefulSet {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly observedGeneration: number;
  /** Wanted number of pods. */
  readonly replicas: number;
  readonly strategy: UpdateStrategy;
  /** Pods whose ordinal is lower keep the revision that they have. */
  readonly partition: number;
  /** Pods are made and replaced one after the other: one that is not ready holds up all the others. */
  readonly ordered: boolean;
  readonly pods: { readonly total: number; readonly ready: number };
  /** Names of ControllerRevisions, which are its pods’ revision hashes too. */
  readonly currentRevision: string | undefined;
  readonly updateRevision: string | undefined;
  readonly template: string;
  readonly createdAt: string | undefined;
}

export interface DaemonSet {
  readonly name: string;
  readonly uid: string;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly strategy: UpdateStrategy;
  readonly pods: {
    /** Nodes that it is for. */
    readonly desired: number;
    readonly updated: number;
    readonly available: number;
  };
  readonly template: string;
  readonly createdAt: string | undefined;
}

/** A recorded pod template of a StatefulSet or a DaemonSet; the one with the highest number is the present one. */
export interface ControllerRevision {
  readonly name: string;
  readonly owner: Owner | undefined;
  readonly revision: number;
  readonly createdAt: string | undefined;
}

export interface ContainerImage {
  readonly container: string;
  readonly init: boolean;
  readonly image: string;
}

export interface ReplicaSet {
  readonly name: string;
  readonly uid: string;
  readonly owner: Owner | undefined;
  readonly revision: string | undefined;
  readonly replicas: number;
  readonly conditions: readonly Condition[];
  readonly createdAt: string | undefined;
}

export interface Pod {
  readonly name: string;
  readonly uid: string;
  readonly owner: Owner | undefined;
  /** The label controller-revision-hash, by which a StatefulSet’s or DaemonSet’s pod says of which revision it is. */
  readonly revisionHash: string | undefined;
  readonly phase: string;
  /** Why the pod as a whole failed, such as `Evicted`. */
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly node: string | undefined;
  readonly conditions: readonly Condition[];
  readonly containers: readonly Container[];
  readonly createdAt: string | undefined;
  /** When its deletion was asked for (its grace period included). */
  readonly deletedAt: string | undefined;
  readonly finalizers: readonly string[];
}

/** A container of a pod: what was asked for and how it is. */
export interface Container {
  readonly name: string;
  readonly init: boolean;
  readonly image: string;
  /** Digest of the image that runs; empty until it does. */
  readonly imageId: string;
  readonly memoryLimit: string | undefined;
  /** Path or command of its readiness probe, for messages. */
  readonly readinessProbe: string | undefined;
  readonly ready: boolean;
  readonly restarts: number;
  /** Undefined until the node has said something of it. */
  readonly state: ContainerState | undefined;
  /** How its run before this one ended. */
  readonly last: Terminated | undefined;
}

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'running'; readonly since: string | undefined }
  | Terminated;

export interface Terminated {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly signal: number | undefined;
  readonly reason: string;
  readonly message: string;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
}

export interface ClusterEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly object: Owner;
  readonly count: number;
  /** When it was seen last: the series' time, else the event's own, else the older lastTimestamp. */
  readonly at: string | undefined;
}

export interface Job {
  readonly name: string;
  readonly uid: string;
  readonly active: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly conditions: readonly Condition[];
  readonly createdAt: string | undefined;
}

export interface ServiceEndpoints {
  readonly service: string;
  readonly ready: number;
  readonly notReady: number;
}

export interface NodeHealth {
  readonly name: string;
  readonly ready: boolean;
  readonly unschedulable: boolean;
  /** Types of pressure and other conditions that are True and should not be, with their messages. */
  readonly troubles: readonly { readonly type: string; readonly message: string }[];
  readonly since: string | undefined;
}
