import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  withAt,
} from '../objects/json.ts';
import { type KubeObject, withMetadata } from '../objects/kube-object.ts';
import { readJson } from './body.ts';

/** What autoscaling/v1 has no fields for is kept in annotations (pkg/apis/autoscaling/annotations.go). */
const kept = {
  behavior: 'autoscaling.alpha.kubernetes.io/behavior',
  metrics: 'autoscaling.alpha.kubernetes.io/metrics',
} as const;

/** A HorizontalPodAutoscaler of v2 as v1 tells it: of its metrics, the CPU alone is a field. */
export function asFirstVersion(object: KubeObject): KubeObject {
  const { metrics: _metrics, behavior, ...spec } = objectAt(object, 'spec');
  const metrics = listAt(object, 'spec', 'metrics');
  const cpu = metrics.find(isCpuShare);
  const others = metrics.filter((metric) => metric !== cpu);
  const percent = numberAt(cpu, 'resource', 'target', 'averageUtilization');
  const annotations = {
    ...objectAt(object.metadata, 'annotations'),
    ...(others.length === 0 ? {} : { [kept.metrics]: JSON.stringify(others) }),
    ...(behavior === undefined ? {} : { [kept.behavior]: JSON.stringify(behavior) }),
  };
  return {
    ...withAnnotations(object, annotations),
    spec: { ...spec, ...(percent === undefined ? {} : { targetCPUUtilizationPercentage: percent }) },
    ...(object['status'] === undefined ? {} : { status: firstStatus(objectAt(object, 'status')) }),
  };
}

function firstStatus(status: JsonObject): JsonObject {
  const { conditions: _conditions, currentMetrics: _metrics, ...rest } = status;
  const cpu = listAt(status, 'currentMetrics').find((metric) => textAt(metric, 'resource', 'name') === 'cpu');
  const percent = numberAt(cpu, 'resource', 'current', 'averageUtilization');
  return {
    currentReplicas: 0,
    ...rest,
    ...(percent === undefined ? {} : { currentCPUUtilizationPercentage: percent }),
  };
}

function isCpuShare(metric: Json): boolean {
  return (
    textAt(metric, 'resource', 'name') === 'cpu' &&
    numberAt(metric, 'resource', 'target', 'averageUtilization') !== undefined
  );
}

/** A HorizontalPodAutoscaler of v1 as v2 tells it. Its status is not taken: nobody but the server writes it. */
export function asSecondVersion(object: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: percent, ...spec } = objectAt(object, 'spec');
  const notes = objectAt(object.metadata, 'annotations');
  const cpu: readonly Json[] =
    percent === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } },
          },
        ];
  const others = readKept(notes, kept.metrics);
  const metrics = [...(isList(others) ? others : []), ...cpu];
  const behavior = readKept(notes, kept.behavior);
  const { status: _status, ...rest } = withAnnotations(object, without(notes));
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: rest.metadata,
    spec: {
      ...spec,
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(isObject(behavior) ? { behavior } : {}),
    },
  };
}

function without(notes: JsonObject): JsonObject {
  return Object.values(kept).reduce<JsonObject>((one, key) => withAt(one, [key], undefined), notes);
}

function withAnnotations(object: KubeObject, annotations: JsonObject): KubeObject {
  return withMetadata(object, {
    annotations: Object.keys(annotations).length === 0 ? undefined : annotations,
  });
}

/** A note that a user has broken says nothing. */
function readKept(notes: JsonObject, key: string): Json | undefined {
  const read = readJson({ body: Buffer.from(textAt(notes, key) ?? 'null'), contentType: 'application/json' });
  return read.ok ? read.value : undefined;
}
