import type { Cancel } from '../../../time/schedule.ts';
import { type KubeObject, uidOf } from '../../objects/kube-object.ts';
import type { World } from '../../world.ts';
import { isReady } from './pods.ts';

type State = { readonly kind: 'waiting'; readonly cancel: Cancel } | { readonly kind: 'available' };

/** Whether pods have been ready for as long as their owner asks, in simulated time. */
export class AvailableSince {
  readonly #world: World;
  readonly #again: (key: string) => void;
  readonly #states = new Map<string, State>();

  /** `again` is called with the owner's key when one of its pods has become available. */
  constructor(world: World, again: (key: string) => void) {
    this.#world = world;
    this.#again = again;
  }

  isAvailable(owner: string, pod: KubeObject, minReadySeconds: number): boolean {
    const uid = uidOf(pod);
    const state = this.#states.get(uid);
    if (!isReady(pod)) {
      if (state?.kind === 'waiting') state.cancel();
      this.#states.delete(uid);
      return false;
    }
    if (minReadySeconds === 0) return true;
    if (state === undefined) this.#wait(owner, uid, minReadySeconds);
    return state?.kind === 'available';
  }

  #wait(owner: string, uid: string, seconds: number): void {
    const cancel = this.#world.schedule.after(seconds * 1000, () => {
      this.#states.set(uid, { kind: 'available' });
      this.#again(owner);
    });
    this.#states.set(uid, { kind: 'waiting', cancel });
  }
}
