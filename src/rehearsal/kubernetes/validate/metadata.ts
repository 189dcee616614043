import { at, isObject, type Json, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { type FieldError, invalidFor, invalidValue, required } from './field-error.ts';
import {
  labelErrors,
  labelValueErrors,
  qualifiedErrors,
  serviceNameErrors,
  subdomainErrors,
} from './names.ts';

/** What is wrong with the metadata of an object, of which the name follows the rule of the kind. */
export function metadataErrors({ kind, metadata }: KubeObject): readonly FieldError[] {
  return [
    ...nameErrors(kind, metadata),
    ...labelsErrors(objectAt(metadata, 'labels'), 'metadata.labels'),
    ...annotationErrors(objectAt(metadata, 'annotations'), 'metadata.annotations'),
    ...listAt(metadata, 'ownerReferences').flatMap(ownerErrors),
    ...listAt(metadata, 'finalizers').flatMap(finalizerErrors),
  ];
}

/** The labels of an object, or of a template, or those that are to be matched. */
export function labelsErrors(labels: JsonObject, field: string): readonly FieldError[] {
  return Object.keys(labels)
    .toSorted()
    .flatMap((key) => {
      const value = textAt(labels, key) ?? '';
      return [
        ...invalidFor(field, key, qualifiedErrors(key)),
        ...invalidFor(field, value, labelValueErrors(value)),
      ];
    });
}

export function annotationErrors(annotations: JsonObject, field: string): readonly FieldError[] {
  return Object.keys(annotations)
    .toSorted()
    .flatMap((key) => invalidFor(field, key, qualifiedErrors(key.toLowerCase())));
}

/** A CronJob's Jobs get eleven more characters. */
const longestCronJob = 52;

function nameErrors(kind: string, metadata: JsonObject): readonly FieldError[] {
  const name = textAt(metadata, 'name') ?? '';
  const field = 'metadata.name';
  if (name === '') return [required(field, 'name or generateName is required')];
  switch (kind) {
    case 'Service':
      return invalidFor(field, name, serviceNameErrors(name));
    case 'Namespace':
      return invalidFor(field, name, labelErrors(name));
    case 'CronJob':
      return name.length > longestCronJob
        ? [invalidValue(field, name, `must be no more than ${String(longestCronJob)} characters`)]
        : invalidFor(field, name, subdomainErrors(name));
    default:
      return invalidFor(field, name, subdomainErrors(name));
  }
}

function ownerErrors(owner: Json): readonly FieldError[] {
  if (!isObject(owner)) return [];
  return ['apiVersion', 'kind', 'name', 'uid'].flatMap((key) =>
    (textAt(owner, key) ?? '') === ''
      ? [
          invalidValue(
            `metadata.ownerReferences.${key}`,
            at(owner, key) ?? '',
            key === 'apiVersion' ? 'version must not be empty' : 'must not be empty',
          ),
        ]
      : [],
  );
}

const standardFinalizers: ReadonlySet<string> = new Set(['foregroundDeletion', 'kubernetes', 'orphan']);

function finalizerErrors(finalizer: Json, index: number): readonly FieldError[] {
  if (typeof finalizer !== 'string') return [];
  return [
    ...invalidFor('metadata.finalizers', finalizer, qualifiedErrors(finalizer)),
    ...(finalizer.includes('/') || standardFinalizers.has(finalizer)
      ? []
      : [
          invalidValue(
            `metadata.finalizers[${String(index)}]`,
            finalizer,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        ]),
  ];
}
