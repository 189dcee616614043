import type { StoreChange } from '../../store/store.ts';
import type { Cancel } from '../../../time/schedule.ts';
import { controllerOf, type KubeObject, nameOf, namespaceOf } from '../../objects/kube-object.ts';
import type { Controller, World } from '../../world.ts';

/** The objects that a controller has to look at, each once, however often it changed. */
export interface Queue {
  add(key: string): void;
  /** Adds a key after so many simulated milliseconds; a later call for the same key replaces this one. */
  addAfter(key: string, milliseconds: number): void;
}

/** What a controller is responsible for. */
export interface Reconciling {
  /** The resources whose changes it is told of. */
  readonly resources: readonly string[];
  /** The objects that a change is about. */
  keysOf(change: StoreChange): readonly string[];
  /** Brings one object nearer to what it should be. It may be gone by now. */
  reconcile(key: string): void;
}

/** A controller that looks at each object that changed, once for all the changes of a moment, and at all of them when it starts. */
export function reconciler(name: string, make: (world: World, queue: Queue) => Reconciling): Controller {
  return {
    name,
    start: (world) => {
      const queue = new KeyQueue(world);
      const part = make(world, queue);
      const told = (change: StoreChange): void => {
        if (part.resources.includes(change.resource)) for (const key of part.keysOf(change)) queue.add(key);
      };
      queue.open((key) => part.reconcile(key));
      for (const resource of part.resources) {
        for (const object of world.store.list(resource)) {
          told({ revision: 0, type: 'ADDED', resource, object, before: undefined });
        }
      }
      const unsubscribe = world.store.subscribe(told);
      return () => {
        unsubscribe();
        queue.close();
      };
    },
  };
}

class KeyQueue implements Queue {
  readonly #world: World;
  readonly #delayed = new Map<string, Cancel>();
  #due = new Set<string>();
  #reconcile: ((key: string) => void) | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  open(reconcile: (key: string) => void): void {
    this.#reconcile = reconcile;
  }

  add(key: string): void {
    this.#due.add(key);
    if (this.#due.size === 1) queueMicrotask(() => this.#drain());
  }

  addAfter(key: string, milliseconds: number): void {
    this.#delayed.get(key)?.();
    this.#delayed.set(
      key,
      this.#world.schedule.after(milliseconds, () => {
        this.#delayed.delete(key);
        this.add(key);
      }),
    );
  }

  close(): void {
    this.#reconcile = undefined;
    for (const cancel of this.#delayed.values()) cancel();
    this.#delayed.clear();
  }

  #drain(): void {
    const due = this.#due;
    this.#due = new Set();
    for (const key of due) this.#reconcile?.(key);
  }
}

/** `namespace/name`; the namespace is empty for what belongs to the whole cluster. */
export function keyOf(object: KubeObject): string {
  return `${namespaceOf(object) ?? ''}/${nameOf(object)}`;
}

/** The object of a key, as the store has it now. */
export function objectOf(
  { store }: Pick<World, 'store'>,
  resource: string,
  key: string,
): KubeObject | undefined {
  const slash = key.indexOf('/');
  const namespace = key.slice(0, slash);
  return store.get(resource, namespace === '' ? undefined : namespace, key.slice(slash + 1));
}

/** The key of the object's controller, where that is of the given kind. */
export function controllerKeys(object: KubeObject, kind: string): readonly string[] {
  const owner = controllerOf(object);
  return owner?.kind === kind ? [`${namespaceOf(object) ?? ''}/${owner.name}`] : [];
}
