import { type Json, objectAt } from '../objects/json.ts';
import { refused, statusObject } from '../objects/failure.ts';
import { type KubeObject, namespaceOf, withMetadata } from '../objects/kube-object.ts';
import { apiVersionOf, type ResourceType } from '../resources/resource-type.ts';
import type { StoreChange } from '../store/store.ts';
import type { World } from '../world.ts';
import { type Form, formOf } from './accept.ts';
import { storedResource, toServed } from './convert.ts';
import type { ApiAnswer, ApiRequest, ApiStream } from './exchange.ts';
import { representObject } from './represent.ts';
import type { ResourcePath } from './resource-path.ts';
import { unreadableVersion } from './resource-version.ts';
import { type Selected, selectionOf } from './selection.ts';

type EventType = 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';

/** What one watch follows, and how it tells it. */
interface Watch {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly selected: Selected;
  readonly form: Form;
}

/** A server ends a watch after half an hour to an hour by itself (--min-request-timeout). */
const longest = 1800;

/**
 * GET with `watch=true`: what has changed since the resourceVersion that is given, then every change as it happens. Without
 * a version, or with "0", everything that is there comes first as ADDED. A version that is forgotten gets 410.
 */
export function watchObjects(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const { type, namespace } = path;
  const selected = selectionOf(type, request.query, path.name);
  if (!selected.ok) return { kind: 'failure', failure: selected.failure };
  const problem = unreadableVersion(request.query.get('resourceVersion') ?? '');
  if (problem !== undefined) return { kind: 'failure', failure: problem };
  const watch: Watch = { type, namespace, selected: selected.value, form: formOf(request) };
  return {
    kind: 'stream',
    contentType: 'application/json',
    open: (stream) => openWatch(world, watch, request.query, stream),
  };
}

function openWatch(world: World, watch: Watch, query: URLSearchParams, stream: ApiStream): () => void {
  const { store } = world;
  const resource = storedResource(watch.type);
  const from = Number(query.get('resourceVersion') ?? 0);
  const changes = from === 0 ? initial(world, watch) : store.since(resource, from);
  if (changes === 'expired') {
    const { failure } = refused(
      'Expired',
      `too old resource version: ${String(from)} (${String(store.revision)})`,
    );
    send(stream, 'ERROR', statusObject(failure));
    stream.end();
    return () => undefined;
  }
  const onChange = (change: StoreChange): void => {
    if (change.resource === resource) tellChange(world, watch, stream, change);
  };
  changes.forEach(onChange);
  if (query.get('sendInitialEvents') === 'true') bookmark(world, watch, stream, true);
  const leave = store.subscribe(onChange);
  const close = endLater(
    world,
    query,
    () => {
      leave();
      if (query.get('allowWatchBookmarks') === 'true') bookmark(world, watch, stream, false);
      stream.end();
    },
    stream,
  );
  return () => {
    leave();
    close();
  };
}

function initial({ store }: World, { type, namespace }: Watch): readonly StoreChange[] {
  const resource = storedResource(type);
  return store.list(resource, namespace).map((object) => ({
    revision: store.revision,
    type: 'ADDED',
    resource,
    object,
    before: undefined,
  }));
}

/** With a selector, an object that comes to match is new to the watch, and one that no longer matches is gone for it. */
function tellChange(world: World, watch: Watch, stream: ApiStream, change: StoreChange): void {
  const { namespace } = watch;
  if (namespace !== undefined && namespaceOf(change.object) !== namespace) return;
  const matches = watch.selected(toServed(watch.type, change.object));
  const matched = change.before !== undefined && watch.selected(toServed(watch.type, change.before));
  const type = eventOf(change.type, matches, matched);
  if (type !== undefined) tell(world, watch, stream, type, change.object);
}

function eventOf(type: StoreChange['type'], matches: boolean, matched: boolean): EventType | undefined {
  if (type === 'DELETED') return matched ? 'DELETED' : undefined;
  if (matches) return matched ? 'MODIFIED' : 'ADDED';
  return matched ? 'DELETED' : undefined;
}

function tell(
  { schedule }: World,
  watch: Watch,
  stream: ApiStream,
  type: EventType,
  object: KubeObject,
): void {
  send(stream, type, representObject(watch.type, toServed(watch.type, object), watch.form, schedule.now()));
}

function bookmark({ store }: World, { type }: Watch, stream: ApiStream, initialEnd: boolean): void {
  const empty: KubeObject = { kind: type.kind, apiVersion: apiVersionOf(type), metadata: {} };
  send(
    stream,
    'BOOKMARK',
    withMetadata(empty, {
      resourceVersion: String(store.revision),
      creationTimestamp: null,
      ...(initialEnd
        ? { annotations: { ...objectAt(empty.metadata, 'annotations'), 'k8s.io/initial-events-end': 'true' } }
        : {}),
    }),
  );
}

function send(stream: ApiStream, type: EventType | 'ERROR', object: Json): void {
  stream.write(`${JSON.stringify({ type, object })}\n`);
}

/** A watch ends after its own time, or is broken off where a fault says so. Both are real time: clients count in it. */
function endLater({ faults }: World, query: URLSearchParams, end: () => void, stream: ApiStream): () => void {
  const seconds = Math.min(Number(query.get('timeoutSeconds') ?? longest), longest);
  const ending = setTimeout(end, seconds * 1000);
  const life = faults.watchLife();
  const breaking = life === undefined ? undefined : setTimeout(() => stream.abort(), life);
  return () => {
    clearTimeout(ending);
    clearTimeout(breaking);
  };
}
