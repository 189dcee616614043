import { isObject, type Json, type JsonObject, listAt, textAt } from '../objects/json.ts';
import { type KubeObject, withMetadata } from '../objects/kube-object.ts';
import {
  type FieldSet,
  fieldSet,
  fromFieldsV1,
  isEmptySet,
  oneField,
  toFieldsV1,
  without,
} from './field-set.ts';

/** One entry of managedFields: who owns which fields. */
export interface Manager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  /** As the entry has it; undefined where it has none. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** The managers that an object names; undefined where an entry is not of the form that the server writes. */
export function readManagers(object: KubeObject): readonly Manager[] | undefined {
  const managers = listAt(object.metadata, 'managedFields').map(readManager);
  const read = managers.filter((manager) => manager !== undefined);
  return read.length === managers.length ? read : undefined;
}

function readManager(entry: Json): Manager | undefined {
  const operation = textAt(entry, 'operation');
  const fields = isObject(entry) ? fromFieldsV1(entry['fieldsV1'] ?? {}) : undefined;
  if (fields === undefined || (operation !== 'Apply' && operation !== 'Update')) return undefined;
  return {
    manager: textAt(entry, 'manager') ?? '',
    operation,
    apiVersion: textAt(entry, 'apiVersion') ?? '',
    subresource: textAt(entry, 'subresource') ?? '',
    time: textAt(entry, 'time'),
    fields,
  };
}

/** True where both stand for the same owner. An applier stays the same when it goes over to another version. */
export function sameManager(
  a: Omit<Manager, 'time' | 'fields'>,
  b: Omit<Manager, 'time' | 'fields'>,
): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/** The object with these managers, in the order in which the server lists them. Who owns nothing is left out. */
export function withManagers(object: KubeObject, managers: readonly Manager[]): KubeObject {
  const entries = managers
    .map((manager) => ({ ...manager, fields: ownable(manager.fields) }))
    .filter(({ fields }) => !isEmptySet(fields))
    .toSorted(byOrder)
    .map(entryOf);
  return withMetadata(object, { managedFields: entries.length === 0 ? undefined : entries });
}

function entryOf({ manager, operation, apiVersion, time, fields, subresource }: Manager): JsonObject {
  return {
    manager,
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(fields),
    ...(subresource === '' ? {} : { subresource }),
  };
}

function byOrder(a: Manager, b: Manager): number {
  return (
    compareText(a.operation, b.operation) ||
    compareText(a.time ?? '', b.time ?? '') ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The fields that somebody can own: not those that the server writes itself. */
export function ownable(fields: FieldSet): FieldSet {
  return without(fields, neverOwned);
}

/** What the server writes itself (fieldmanager, stripmeta.go). */
const neverOwned: FieldSet = fieldSet(false, [
  ['f:apiVersion', oneField],
  ['f:kind', oneField],
  [
    'f:metadata',
    fieldSet(
      false,
      [
        'name',
        'namespace',
        'creationTimestamp',
        'selfLink',
        'uid',
        'clusterName',
        'generation',
        'managedFields',
        'resourceVersion',
      ].map((field) => [`f:${field}`, oneField]),
    ),
  ],
]);
