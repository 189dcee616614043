import { type KubeObject, nameOf, namespaceOf, ownersOf, withMetadata } from '../objects/kube-object.ts';

/** A change of one object. For a watch with a selector the object before it matters too. */
export interface StoreChange {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `deployments.apps`, `pods`: see groupResourceOf. */
  readonly resource: string;
  /** After the change; of a deleted object, its last state with the revision of the deletion. */
  readonly object: KubeObject;
  readonly before: KubeObject | undefined;
}

export type Listener = (change: StoreChange) => void;

/** Changes after a revision, or 'expired' where the store has forgotten some of them. */
export type ChangesSince = readonly StoreChange[] | 'expired';

/** How many changes are remembered for watches that come back. */
const remembered = 20_000;

/**
 * All objects of the simulated cluster, by resource, namespace and name. Each change raises the revision, which
 * becomes the object's resourceVersion. It checks nothing: see write.ts for what the API server makes sure of.
 */
export class Store {
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #listeners = new Set<Listener>();
  #history: StoreChange[] = [];
  #forgotten = 0;
  #revision = 1;

  get revision(): number {
    return this.#revision;
  }

  get(resource: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#objects.get(resource)?.get(keyOf(namespace, name));
  }

  /** The objects of a resource, of one namespace or of all, sorted by namespace and name as etcd has them. */
  list(resource: string, namespace?: string): readonly KubeObject[] {
    const all = this.#objects.get(resource);
    if (all === undefined) return [];
    return [...all.entries()]
      .filter(([key]) => namespace === undefined || key.startsWith(`${namespace}/`))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Every object that names this uid among its owners. */
  owned(uid: string): readonly { readonly resource: string; readonly object: KubeObject }[] {
    return [...this.#objects].flatMap(([resource, all]) =>
      [...all.values()]
        .filter((object) => ownersOf(object).some((owner) => owner.uid === uid))
        .map((object) => ({ resource, object })),
    );
  }

  /** Keeps the object in the place of the one of the same name, and gives it with its new resourceVersion. */
  put(resource: string, object: KubeObject): KubeObject {
    const revision = this.#next();
    const kept = withMetadata(object, { resourceVersion: String(revision) });
    const all = this.#objects.get(resource) ?? new Map<string, KubeObject>();
    this.#objects.set(resource, all);
    const key = keyOf(namespaceOf(kept), nameOf(kept));
    const before = all.get(key);
    all.set(key, kept);
    this.#tell({
      revision,
      type: before === undefined ? 'ADDED' : 'MODIFIED',
      resource,
      object: kept,
      before,
    });
    return kept;
  }

  /** Takes an object away; one that is not there is left so. */
  remove(resource: string, namespace: string | undefined, name: string): KubeObject | undefined {
    const all = this.#objects.get(resource);
    const before = all?.get(keyOf(namespace, name));
    if (all === undefined || before === undefined) return undefined;
    all.delete(keyOf(namespace, name));
    const revision = this.#next();
    const object = withMetadata(before, { resourceVersion: String(revision) });
    this.#tell({ revision, type: 'DELETED', resource, object, before });
    return object;
  }

  /** The changes of a resource after a revision, in their order. */
  since(resource: string, revision: number): ChangesSince {
    if (revision < this.#forgotten) return 'expired';
    return this.#history.filter((change) => change.revision > revision && change.resource === resource);
  }

  /** Forgets the changes until now, as etcd's compaction does: a watch that comes back from before has to list again. */
  compact(): void {
    this.#history = [];
    this.#forgotten = this.#revision;
  }

  /** Calls back on every change, after the store holds it, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #next(): number {
    this.#revision += 1;
    return this.#revision;
  }

  #tell(change: StoreChange): void {
    this.#history.push(change);
    if (this.#history.length > remembered) {
      const [oldest] = this.#history.splice(0, remembered / 2).slice(-1);
      this.#forgotten = oldest?.revision ?? this.#forgotten;
    }
    for (const listener of this.#listeners) listener(change);
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}
