import type { Right } from './access/right.ts';
import type { Schedule } from '../time/schedule.ts';
import type { Ids } from './objects/ids.ts';
import type { ImageBehaviour } from './kubelet/behaviour.ts';
import type { ContainerLogs } from './kubelet/logs.ts';
import type { Usage } from './kubelet/usage.ts';
import type { KubeObject } from './objects/kube-object.ts';
import type { AllTraffic } from './network/all-traffic.ts';
import type { Store } from './store/store.ts';

/** All that the parts of one simulated cluster share. Everything happens on one thread, so nothing is locked. */
export interface World {
  readonly store: Store;
  readonly schedule: Schedule;
  readonly ids: Ids;
  /**
   * What a container of an image does; undefined: the registry has no such image. Asked at each start and at each
   * request, since a scenario may change it. A node whose Ready condition is not True has no kubelet.
   */
  behaviourOf(image: string): ImageBehaviour | undefined;
  /** What a container of a pod uses at the moment; a scenario may raise it. */
  usageOf(pod: KubeObject, container: string): Usage;
  /** Written by the kubelet, read by `kubectl logs`. */
  readonly logs: ContainerLogs;
  /** What passed through the containers that serve. */
  readonly traffic: AllTraffic;
  readonly faults: Faults;
  /** What the operator may not do; a scenario says so. */
  readonly denied: readonly Right[];
}

/** What the API server itself does wrong at the moment. Scenarios change it while the session runs. */
export interface Faults {
  /**
   * Decides on one request before it is served: a status to answer it with instead, milliseconds of real time to
   * wait first, or neither.
   */
  onRequest(method: string, path: string): RequestFault | undefined;
  /** Real milliseconds after which a watch is dropped in the middle; undefined: never. */
  watchLife(): number | undefined;
}

export interface RequestFault {
  readonly status?: 429 | 500 | 503;
  readonly delay?: number;
}

/** A part that keeps objects as they should be: it is told of every change and acts on what it is responsible for. */
export interface Controller {
  readonly name: string;
  start(world: World): Stop;
}

export type Stop = () => void;
