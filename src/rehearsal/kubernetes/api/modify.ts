import { admitDeletion } from '../admission/deletion.ts';
import type { Writing } from '../fields/track.ts';
import { type ApiResult, type ApiFailure, refused } from '../objects/failure.ts';
import { listAt, numberAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { patched, patchKindOf } from '../patch/patch.ts';
import { deleteObject, type Propagation } from '../store/delete.ts';
import { notFound } from '../store/write.ts';
import type { World } from '../world.ts';
import { objectFor, readObject } from './body.ts';
import { storedResource, storedType, toServed, toStored } from './convert.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';
import { createThrough, type Pipeline, updateThrough } from './pipeline.ts';
import { type KnownFields, refusedApply, withKnownFields, withWarnings } from './known-fields.ts';
import { answerObject } from './read.ts';
import type { ResourcePath } from './resource-path.ts';
import { selectionOf } from './selection.ts';

/** POST of a new object. */
export function postObject(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const sent = readSent(path, request);
  if (!sent.ok) return failure(sent.failure);
  const { object, warnings } = sent.value;
  const pipeline = pipelineOf(world, path, request, 'Update');
  const created = createThrough(world, storedType(path.type), toStored(path.type, object), pipeline);
  return withWarnings(answered(world, path, request, created, 201), warnings);
}

/** PUT: the whole object, or its status, in the place of what is there. */
export function putObject(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const sent = readSent(path, request);
  if (!sent.ok) return failure(sent.failure);
  const { object, warnings } = sent.value;
  const present = presentAt(world, path);
  if (present === undefined) return failure(notFound(path.type, path.name ?? '').failure);
  const stored = toStored(path.type, object);
  const pipeline = pipelineOf(world, path, request, 'Update');
  const updated = updateThrough(world, storedType(path.type), present, stored, pipeline);
  return withWarnings(answered(world, path, request, updated, 200), warnings);
}

function readSent(path: ResourcePath, request: ApiRequest): ApiResult<KnownFields> {
  const sent = readObject(request);
  if (!sent.ok) return sent;
  const object = objectFor(path, sent.value);
  return object.ok ? withKnownFields(path.type, object.value, request) : object;
}

/** PATCH by any of the four media types. An apply patch of an object that is not there creates it. */
export function patchObject(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const kind = patchKindOf(request.contentType);
  if (kind === undefined) {
    return failure(refused('UnsupportedMediaType', '415: Unsupported Media Type', {}).failure);
  }
  const refusal = kind === 'apply' ? applyRefusal(path, request) : undefined;
  if (refusal !== undefined) return failure(refusal);
  const present = presentAt(world, path);
  if (present === undefined && kind !== 'apply') return failure(notFound(path.type, path.name ?? '').failure);
  const pipeline = pipelineOf(world, path, request, kind === 'apply' ? 'Apply' : 'Update');
  const result = patched(present === undefined ? undefined : toServed(path.type, present), {
    kind,
    type: path.type,
    body: request.body,
    contentType: request.contentType,
    manager: pipeline.writing.manager,
    subresource: pipeline.writing.subresource,
    force: request.query.get('force') === 'true',
    now: world.schedule.now(),
  });
  if (!result.ok) return failure(result.failure);
  const object = objectFor(path, result.value);
  if (!object.ok) return failure(object.failure);
  const known = withKnownFields(path.type, object.value, request);
  if (!known.ok) return failure(known.failure);
  const stored = toStored(path.type, known.value.object);
  const type = storedType(path.type);
  const answer =
    present === undefined
      ? answered(world, path, request, createThrough(world, type, stored, pipeline), 201)
      : answered(world, path, request, updateThrough(world, type, present, stored, pipeline), 200);
  return withWarnings(answer, known.value.warnings);
}

/** What is not even an object is told by the patch itself. */
function applyRefusal(path: ResourcePath, request: ApiRequest): ApiFailure | undefined {
  const patch = readObject(request);
  return patch.ok ? refusedApply(path.type, patch.value, path)?.failure : undefined;
}

/** DELETE of one object. The answer is the object while it still is there, else a Status of success. */
export function deleteOne(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const options = deleteOptionsOf(request);
  if (!options.ok) return failure(options.failure);
  const { type, namespace, name = '' } = path;
  const admitted = admitDeletion(type, name);
  if (!admitted.ok) return failure(admitted.failure);
  const deleted = deleteObject(world, storedType(type), namespace, name, options.value);
  if (!deleted.ok) return failure(deleted.failure);
  const left = world.store.get(storedResource(type), namespace, name);
  if (left !== undefined && type.kind !== 'Namespace') return answerObject(world, type, left, request, 200);
  if (type.kind === 'Pod' || type.kind === 'Namespace')
    return answerObject(world, type, deleted.value, request, 200);
  return { kind: 'json', status: 200, body: success(path, deleted.value) };
}

/** DELETE of everything that the selectors match. */
export function deleteMany(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const options = deleteOptionsOf(request);
  if (!options.ok) return failure(options.failure);
  const selected = selectionOf(path.type, request.query);
  if (!selected.ok) return failure(selected.failure);
  const type = storedType(path.type);
  const objects = world.store.list(storedResource(path.type), path.namespace).filter(selected.value);
  for (const { metadata } of objects) {
    deleteObject(world, type, textAt(metadata, 'namespace'), textAt(metadata, 'name') ?? '', options.value);
  }
  return {
    kind: 'json',
    status: 200,
    body: {
      kind: `${path.type.kind}List`,
      apiVersion: path.type.version,
      metadata: { resourceVersion: String(world.store.revision) },
      items: objects.map((object) => toServed(path.type, object)),
    },
  };
}

function success({ type, name = '' }: ResourcePath, object: KubeObject): KubeObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(type.group === '' ? {} : { group: type.group }),
      kind: type.plural,
      uid: textAt(object.metadata, 'uid') ?? '',
    },
  };
}

function presentAt({ store }: World, { type, namespace, name = '' }: ResourcePath): KubeObject | undefined {
  return store.get(storedResource(type), namespace, name);
}

function failure(value: ApiFailure): ApiAnswer {
  return { kind: 'failure', failure: value };
}

function answered(
  world: World,
  path: ResourcePath,
  request: ApiRequest,
  result: ApiResult<KubeObject>,
  status: number,
): ApiAnswer {
  return result.ok ? answerObject(world, path.type, result.value, request, status) : failure(result.failure);
}

/** How a request wants to be written: by whom, to what part, and whether at all. */
export function pipelineOf(
  { schedule }: World,
  { subresource }: ResourcePath,
  { query, userAgent }: ApiRequest,
  operation: Writing['operation'],
): Pipeline {
  const manager = query.get('fieldManager') ?? userAgent.split('/')[0] ?? '';
  return {
    writing: { manager, operation, subresource: subresource ?? '', now: schedule.now() },
    dryRun: query.get('dryRun') === 'All',
    part: subresource === 'status' ? 'status' : 'object',
  };
}

interface Deleting {
  readonly propagation: Propagation;
  readonly dryRun: boolean;
  readonly uid?: string;
  readonly gracePeriod?: number;
}

/** DeleteOptions from the body, or from the query where there is none. */
function deleteOptionsOf(request: ApiRequest): ApiResult<Deleting> {
  const read = request.body.length === 0 ? ({ ok: true, value: {} } as const) : readObject(request);
  if (!read.ok) return read;
  const policy = textAt(read.value, 'propagationPolicy') ?? request.query.get('propagationPolicy');
  const asked = request.query.get('gracePeriodSeconds');
  const grace = numberAt(read.value, 'gracePeriodSeconds') ?? (asked === null ? undefined : Number(asked));
  const uid = textAt(read.value, 'preconditions', 'uid');
  return {
    ok: true,
    value: {
      propagation: policy === 'Orphan' || policy === 'Foreground' ? policy : 'Background',
      dryRun: listAt(read.value, 'dryRun').includes('All') || request.query.get('dryRun') === 'All',
      ...(uid === undefined ? {} : { uid }),
      ...(grace === undefined ? {} : { gracePeriod: grace }),
    },
  };
}
