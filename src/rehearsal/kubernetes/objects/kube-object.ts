import { flagAt, isObject, type Json, type JsonObject, listAt, objectAt, textAt } from './json.ts';

/** An object of the API, such as a Deployment, with its metadata. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
  readonly [field: string]: Json;
}

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
}

export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isObject(value) &&
    typeof value['apiVersion'] === 'string' &&
    typeof value['kind'] === 'string' &&
    isObject(value['metadata'])
  );
}

export function nameOf(object: KubeObject): string {
  return textAt(object.metadata, 'name') ?? '';
}

/** Undefined: the object belongs to the whole cluster. */
export function namespaceOf(object: KubeObject): string | undefined {
  return textAt(object.metadata, 'namespace');
}

export function uidOf(object: KubeObject): string {
  return textAt(object.metadata, 'uid') ?? '';
}

export function versionOf(object: KubeObject): string {
  return textAt(object.metadata, 'resourceVersion') ?? '';
}

export function labelsOf(object: KubeObject): Readonly<Record<string, string>> {
  return textsOf(objectAt(object.metadata, 'labels'));
}

export function annotationsOf(object: KubeObject): Readonly<Record<string, string>> {
  return textsOf(objectAt(object.metadata, 'annotations'));
}

export function isBeingDeleted(object: KubeObject): boolean {
  return textAt(object.metadata, 'deletionTimestamp') !== undefined;
}

export function ownersOf(object: KubeObject): readonly OwnerReference[] {
  return listAt(object.metadata, 'ownerReferences').map((owner) => ({
    kind: textAt(owner, 'kind') ?? '',
    name: textAt(owner, 'name') ?? '',
    uid: textAt(owner, 'uid') ?? '',
    controller: flagAt(owner, 'controller') ?? false,
  }));
}

/** The owner that made the object and keeps it as it should be. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return ownersOf(object).find(({ controller }) => controller);
}

/** The object with some of its metadata replaced; undefined takes a key away. */
export function withMetadata(
  object: KubeObject,
  changes: Readonly<Record<string, Json | undefined>>,
): KubeObject {
  const metadata = Object.fromEntries(
    Object.entries({ ...object.metadata, ...changes }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  );
  return { ...object, metadata };
}

function textsOf(object: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
}
