import type { Json, JsonObject } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { hpaColumns } from './autoscaling.ts';
import { batchColumns } from './batch.ts';
import { ageColumn, type Column, nameColumn } from './column.ts';
import { configurationColumns } from './configuration.ts';
import { eventColumns } from './events.ts';
import { limitColumns } from './limits.ts';
import { metricsColumns } from './metrics.ts';
import { networkColumns } from './network.ts';
import { nodeColumns } from './nodes.ts';
import { podColumns } from './pods.ts';
import { workloadColumns } from './workloads.ts';

const byKind: Readonly<Record<string, readonly Column[]>> = {
  ...configurationColumns,
  ...workloadColumns,
  ...batchColumns,
  ...networkColumns,
  ...limitColumns,
  ...metricsColumns,
  Event: eventColumns,
  HorizontalPodAutoscaler: hpaColumns,
  Node: nodeColumns,
  Pod: podColumns,
};

/** What each row carries beside its cells: the metadata, or the whole object where the client sorts by a field. */
export type RowContent = 'metadata' | 'object';

/** The table that `kubectl get` prints, made by the server (meta.k8s.io/v1 Table). */
export function tableOf(
  type: ResourceType,
  objects: readonly KubeObject[],
  now: number,
  content: RowContent = 'metadata',
): JsonObject {
  const columns = byKind[type.kind] ?? [nameColumn, ageColumn];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns.map(({ name, type: kind, priority }) => ({
      name,
      type: kind,
      format: name === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, now)),
      object: content === 'object' ? object : metadataOf(object),
    })),
  };
}

function metadataOf({ metadata }: KubeObject): Json {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}
