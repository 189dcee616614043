import { type ApiResult, done, refused } from '../objects/failure.ts';
import { at, type JsonObject, numberAt, textAt, withAt } from '../objects/json.ts';
import { isKubeObject, type KubeObject, versionOf, withMetadata } from '../objects/kube-object.ts';
import { patched, patchKindOf } from '../patch/patch.ts';
import { notFound } from '../store/write.ts';
import { selectorText } from '../tables/column.ts';
import type { World } from '../world.ts';
import { readObject } from './body.ts';
import { storedResource } from './convert.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import { pipelineOf } from './modify.ts';
import { type Pipeline, updateThrough } from './pipeline.ts';
import type { ResourcePath } from './resource-path.ts';

/** GET, PUT and PATCH of how many pods a workload keeps, as an autoscaling/v1 Scale. */
export function scale(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer | undefined {
  const { type, namespace, name = '' } = path;
  const present = world.store.get(storedResource(type), namespace, name);
  if (present === undefined) return failed(notFound(type, name).failure);
  const kind = request.method === 'PATCH' ? patchKindOf(request.contentType) : undefined;
  const pipeline = pipelineOf(world, path, request, kind === 'apply' ? 'Apply' : 'Update');
  switch (request.method) {
    case 'GET':
      return { kind: 'json', status: 200, body: scaleOf(present) };
    case 'PUT':
      return scaled(world, path, present, readObject(request), pipeline);
    case 'PATCH': {
      if (kind === undefined) return undefined;
      const result = patched(scaleOf(present), {
        kind,
        type,
        body: request.body,
        contentType: request.contentType,
        manager: pipeline.writing.manager,
        subresource: 'scale',
        force: request.query.get('force') === 'true',
        now: world.schedule.now(),
      });
      return scaled(world, path, present, result, pipeline);
    }
    default:
      return undefined;
  }
}

function scaled(
  world: World,
  { type, name = '' }: ResourcePath,
  present: KubeObject,
  sent: ApiResult<JsonObject>,
  pipeline: Pipeline,
): ApiAnswer {
  const checked = sent.ok ? checkedScale(sent.value, name) : sent;
  if (!checked.ok) return failed(checked.failure);
  const { replicas, version } = checked.value;
  const wanted = withAt(present, ['spec', 'replicas'], replicas);
  if (!isKubeObject(wanted)) return failed(notFound(type, name).failure);
  const updated = updateThrough(
    world,
    type,
    present,
    withMetadata(wanted, { resourceVersion: version === '' ? versionOf(present) : version }),
    pipeline,
  );
  return updated.ok ? { kind: 'json', status: 200, body: scaleOf(updated.value) } : failed(updated.failure);
}

/** A Scale without a number means none: the number zero is left out on the wire. */
function checkedScale(
  sent: JsonObject,
  name: string,
): ApiResult<{ readonly replicas: number; readonly version: string }> {
  const kind = textAt(sent, 'kind') ?? '';
  if (kind !== 'Scale')
    return refused('BadRequest', `expected a Scale, but the body is of kind ${JSON.stringify(kind)}`);
  const replicas = numberAt(sent, 'spec', 'replicas') ?? 0;
  if (replicas < 0) {
    const message = `Invalid value: ${String(replicas)}: must be greater than or equal to 0`;
    return refused(
      'Invalid',
      `Scale.autoscaling ${JSON.stringify(name)} is invalid: spec.replicas: ${message}`,
      {
        name,
        group: 'autoscaling',
        kind: 'Scale',
        causes: [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }],
      },
    );
  }
  return done({ replicas, version: textAt(sent, 'metadata', 'resourceVersion') ?? '' });
}

function scaleOf(object: KubeObject): KubeObject {
  const { metadata } = object;
  const kept = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp'].flatMap((key) => {
    const value = metadata[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const replicas = numberAt(object, 'spec', 'replicas') ?? 0;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: Object.fromEntries(kept),
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(object, 'status', 'replicas') ?? 0,
      selector: selectorText(at(object, 'spec', 'selector')),
    },
  };
}
