import type { Json, JsonObject } from '../objects/json.ts';
import { type KubeObject, versionOf } from '../objects/kube-object.ts';
import { apiVersionOf, type ResourceType } from '../resources/resource-type.ts';
import { tableOf } from '../tables/table.ts';
import type { Form } from './accept.ts';

/** A list or an object, as they go out. */
export interface Listed {
  readonly items: readonly KubeObject[];
  readonly revision: string;
  readonly continueToken?: string;
  readonly remaining?: number;
}

/** A list in the form that the client wants. `now`: milliseconds since 1970, for ages. */
export function representList(type: ResourceType, listed: Listed, form: Form, now: number): Json {
  const metadata: JsonObject = {
    resourceVersion: listed.revision,
    ...(listed.continueToken === undefined ? {} : { continue: listed.continueToken }),
    ...(listed.remaining === undefined ? {} : { remainingItemCount: listed.remaining }),
  };
  switch (form) {
    case 'table':
      return { ...tableOf(type, listed.items, now), metadata };
    case 'full-table':
      return { ...tableOf(type, listed.items, now, 'object'), metadata };
    case 'metadata':
      return {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: listed.items.map(metadataOnly),
      };
    case 'json':
      return { kind: `${type.kind}List`, apiVersion: apiVersionOf(type), metadata, items: [...listed.items] };
  }
}

/** One object in the form that the client wants. */
export function representObject(type: ResourceType, object: KubeObject, form: Form, now: number): Json {
  switch (form) {
    case 'table':
      return { ...tableOf(type, [object], now), metadata: versionOnly(object) };
    case 'full-table':
      return { ...tableOf(type, [object], now, 'object'), metadata: versionOnly(object) };
    case 'metadata':
      return metadataOnly(object);
    case 'json':
      return object;
  }
}

function versionOnly(object: KubeObject): JsonObject {
  return { resourceVersion: versionOf(object) };
}

function metadataOnly(object: KubeObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
