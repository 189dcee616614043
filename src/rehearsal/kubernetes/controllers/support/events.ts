import type { JsonObject } from '../../objects/json.ts';
import { at, numberAt } from '../../objects/json.ts';
import { type KubeObject, nameOf, namespaceOf, uidOf, versionOf } from '../../objects/kube-object.ts';
import { storedTypeOf } from '../../resources/served.ts';
import { microStamp, stamp } from '../../store/stamp.ts';
import { createObject, updateObject } from '../../store/write.ts';
import type { World } from '../../world.ts';

export interface Happening {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The part of the object, such as `spec.containers{web}`. */
  readonly fieldPath?: string;
}

export interface EventSource {
  readonly component: string;
  readonly host?: string;
}

/** Tells what happens to an object, as `kubectl get events` and `describe` show it. */
export interface Recorder {
  record(about: KubeObject, happening: Happening): void;
}

/** Different messages of one reason about one object, after which they are told as one event (client-go's EventCorrelator). */
const similarAtMost = 10;

/** A recorder of one component. What it has told before is counted up instead of told again. */
export function eventRecorder(world: World, source: EventSource): Recorder {
  const told = new Map<string, string>();
  const similar = new Map<string, number>();
  return {
    record: (about, happening) => {
      const group = [uidOf(about), happening.fieldPath, happening.type, happening.reason].join('\n');
      const same = `${group}\n${happening.message}`;
      if (!told.has(same)) similar.set(group, (similar.get(group) ?? 0) + 1);
      const combined = (similar.get(group) ?? 0) > similarAtMost && !told.has(same);
      const key = combined ? group : same;
      const before = world.store.get('events', placeOf(about), told.get(key) ?? '');
      const said = combined
        ? { ...happening, message: `(combined from similar events): ${happening.message}` }
        : happening;
      told.set(key, before === undefined ? tell(world, source, about, said) : again(world, before, said));
    },
  };
}

/** The scheduler's recorder: it alone writes events in the newer form, in which a repetition is a series. */
export function schedulingRecorder(world: World): Recorder {
  const told = new Map<string, string>();
  return {
    record: (pod, happening) => {
      const key = [uidOf(pod), happening.reason, happening.message].join('\n');
      const before = world.store.get('events', placeOf(pod), told.get(key) ?? '');
      if (before === undefined) told.set(key, tellScheduling(world, pod, happening));
      else repeat(world, before);
    },
  };
}

function tellScheduling(world: World, pod: KubeObject, { type, reason, message }: Happening): string {
  return write(world, pod, {
    type,
    reason,
    message,
    action: type === 'Normal' ? 'Binding' : 'Scheduling',
    eventTime: microStamp(world.schedule.now()),
    firstTimestamp: null,
    lastTimestamp: null,
    involvedObject: referenceTo(pod, undefined),
    reportingComponent: 'default-scheduler',
    reportingInstance: 'default-scheduler-rehearsal',
    source: {},
  });
}

function repeat(world: World, before: KubeObject): void {
  const type = storedTypeOf('Event', '');
  const count = (numberAt(before, 'series', 'count') ?? 1) + 1;
  const series = { count, lastObservedTime: microStamp(world.schedule.now()) };
  if (type !== undefined) updateObject(world, type, { ...before, series }, 'object');
}

function tell(world: World, source: EventSource, about: KubeObject, happening: Happening): string {
  const time = stamp(world.schedule.now());
  return write(world, about, {
    type: happening.type,
    reason: happening.reason,
    message: happening.message,
    count: 1,
    eventTime: null,
    firstTimestamp: time,
    lastTimestamp: time,
    involvedObject: referenceTo(about, happening.fieldPath),
    reportingComponent: source.component,
    reportingInstance: source.host ?? '',
    source: { component: source.component, ...(source.host === undefined ? {} : { host: source.host }) },
  });
}

function again(world: World, before: KubeObject, { message }: Happening): string {
  const type = storedTypeOf('Event', '');
  if (type !== undefined) {
    const count = (numberAt(before, 'count') ?? 1) + 1;
    const lastTimestamp = stamp(world.schedule.now());
    updateObject(world, type, { ...before, message, count, lastTimestamp }, 'object');
  }
  return nameOf(before);
}

/** Gives the event's name. An event about an object of a namespace that is going away is lost. */
function write(world: World, about: KubeObject, fields: JsonObject): string {
  const type = storedTypeOf('Event', '');
  const name = `${nameOf(about)}.${momentOf(world)}`;
  if (type !== undefined) {
    createObject(world, type, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: placeOf(about) },
      ...fields,
    });
  }
  return name;
}

/** Sixteen hex digits, as of nanoseconds; the revision keeps events of one millisecond apart. */
function momentOf({ schedule, store }: World): string {
  const nanoseconds = BigInt(schedule.now()) * 1_000_000n + BigInt(store.revision % 1_000_000);
  return nanoseconds.toString(16);
}

function referenceTo(about: KubeObject, fieldPath: string | undefined): JsonObject {
  return {
    apiVersion: about.apiVersion,
    kind: about.kind,
    name: nameOf(about),
    ...(at(about.metadata, 'namespace') === undefined ? {} : { namespace: placeOf(about) }),
    uid: uidOf(about),
    resourceVersion: versionOf(about),
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}

/** Events about what belongs to the whole cluster are kept in `default`. */
function placeOf(about: KubeObject): string {
  return namespaceOf(about) ?? 'default';
}
