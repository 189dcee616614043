import type { Happening } from '../controllers/support/events.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import type { Timers } from './timers.ts';

/** What the parts of one pod on its node share. */
export interface PodContext {
  readonly world: World;
  readonly timers: Timers;
  /** Images that the node has. */
  readonly images: Set<string>;
  /** The pod as it was last seen. */
  pod(): KubeObject;
  /** Undefined until the pod has a network. */
  ip(): string | undefined;
  tell(happening: Happening): void;
  /** Something has changed that the pod's status tells of. */
  changed(): void;
}
