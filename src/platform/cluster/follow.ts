import { field, text } from '../../steps/manifest/json.ts';
import type { ClusterError, FollowedKind, FollowedView, NamespaceState } from '../../steps/ports/cluster.ts';
import { collections } from './collections.ts';
import type { Transport } from './transport.ts';
import { watchCollection } from './watch.ts';

/** The last known objects of one kind, by UID. Undefined objects: never listed yet. */
interface Shelf {
  objects: Map<string, unknown> | undefined;
  trouble: ClusterError | undefined;
}

/** See Cluster.follow. Changes that come together are told together. */
export async function follow(
  transport: Transport,
  kinds: readonly FollowedKind[],
  onChange: (view: FollowedView) => void,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const shelves = new Map(
    kinds.map((kind): [FollowedKind, Shelf] => [kind, { objects: undefined, trouble: undefined }]),
  );
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    setImmediate(() => {
      told = false;
      if (!both.aborted) onChange(view(shelves));
    });
  };
  try {
    await Promise.all(
      [...shelves].map(([kind, shelf]) =>
        watchCollection(transport, collections[kind].path(transport.namespace), sinkOf(shelf, tell), both),
      ),
    );
  } finally {
    ended.abort();
  }
}

function sinkOf(shelf: Shelf, tell: () => void) {
  return {
    replace(objects: readonly unknown[]): void {
      shelf.objects = new Map(objects.map((object) => [uidOf(object), object]));
      tell();
    },
    put(object: unknown): void {
      shelf.objects?.set(uidOf(object), object);
      tell();
    },
    remove(object: unknown): void {
      shelf.objects?.delete(uidOf(object));
      tell();
    },
    trouble(error: ClusterError | undefined): void {
      if (shelf.trouble === error) return;
      shelf.trouble = error;
      tell();
    },
  };
}

function uidOf(object: unknown): string {
  return text(field(object, 'metadata', 'uid')) ?? '';
}

function view(shelves: ReadonlyMap<FollowedKind, Shelf>): FollowedView {
  const trouble = [...shelves.values()].find((shelf) => shelf.trouble !== undefined)?.trouble;
  const raw = new Map<FollowedKind, readonly unknown[]>();
  for (const [kind, shelf] of shelves) {
    if (shelf.objects === undefined) return { state: undefined, trouble };
    raw.set(kind, [...shelf.objects.values()]);
  }
  return { state: stateOf(raw), trouble };
}

/** The typed state of what was listed; kinds that were not asked for are empty. */
export function stateOf(raw: ReadonlyMap<FollowedKind, readonly unknown[]>): NamespaceState {
  return {
    deployments: (raw.get('deployments') ?? []).map(collections.deployments.read),
    replicaSets: (raw.get('replicaSets') ?? []).map(collections.replicaSets.read),
    statefulSets: (raw.get('statefulSets') ?? []).map(collections.statefulSets.read),
    daemonSets: (raw.get('daemonSets') ?? []).map(collections.daemonSets.read),
    controllerRevisions: (raw.get('controllerRevisions') ?? []).map(collections.controllerRevisions.read),
    pods: (raw.get('pods') ?? []).map(collections.pods.read),
    events: (raw.get('events') ?? []).map(collections.events.read),
    jobs: (raw.get('jobs') ?? []).map(collections.jobs.read),
  };
}
