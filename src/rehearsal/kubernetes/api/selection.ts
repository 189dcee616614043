import { type ApiResult, done } from '../objects/failure.ts';
import { type KubeObject, labelsOf, nameOf } from '../objects/kube-object.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { readFieldSelector } from '../select/fields.ts';
import { readLabelSelector } from '../select/labels.ts';

/** Which objects of a list or a watch are meant. */
export type Selected = (object: KubeObject) => boolean;

/** Reads the selectors of a query. `name`: of a watch on one object. */
export function selectionOf(type: ResourceType, query: URLSearchParams, name?: string): ApiResult<Selected> {
  const labels = readLabelSelector(query.get('labelSelector') ?? '');
  if (!labels.ok) return labels;
  const fields = readFieldSelector(query.get('fieldSelector') ?? '', type.kind);
  if (!fields.ok) return fields;
  return done(
    (object) =>
      (name === undefined || nameOf(object) === name) &&
      labels.value(labelsOf(object)) &&
      fields.value(object),
  );
}
