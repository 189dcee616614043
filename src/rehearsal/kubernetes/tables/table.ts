import type { Json, JsonObject } from '../objects/json.ts';
import { type KubeObject, nameOf } from '../objects/kube-object.ts';
import { textAt } from '../objects/json.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { ageOf } from './duration.ts';

/** One column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: 0 | 1;
  cell(object: KubeObject, now: number): Json;
}

const name: Column = { name: 'Name', type: 'string', priority: 0, cell: nameOf };
const age: Column = {
  name: 'Age',
  type: 'string',
  priority: 0,
  cell: (object, now) => ageOf(textAt(object.metadata, 'creationTimestamp'), now),
};

/** The table that `kubectl get` prints, made by the server (meta.k8s.io/v1 Table). */
export function tableOf(_type: ResourceType, objects: readonly KubeObject[], now: number): JsonObject {
  const columns = [name, age];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns.map(({ name: title, type, priority }) => ({
      name: title,
      type,
      format: title === 'Name' ? 'name' : '',
      description: '',
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, now)),
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  };
}
