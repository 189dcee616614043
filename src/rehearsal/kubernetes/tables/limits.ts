import { at, type Json, numberAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { ageColumn, type Column, nameColumn, shown } from './column.ts';
import { scalarText } from './scalar.ts';

/** Of the kinds that say how much there may be. */
export const limitColumns: Readonly<Record<string, readonly Column[]>> = {
  ResourceQuota: [
    nameColumn,
    shown('Request', (quota) => quotaText(quota, (name) => !isLimit(name))),
    shown('Limit', (quota) => quotaText(quota, isLimit)),
    ageColumn,
  ],
  LimitRange: [
    nameColumn,
    shown('Created At', (range) => textAt(range.metadata, 'creationTimestamp') ?? null, 'date'),
  ],
  PodDisruptionBudget: [
    nameColumn,
    shown('Min Available', (budget) => orNone(at(budget, 'spec', 'minAvailable'))),
    shown('Max Unavailable', (budget) => orNone(at(budget, 'spec', 'maxUnavailable'))),
    shown(
      'Allowed Disruptions',
      (budget) => numberAt(budget, 'status', 'disruptionsAllowed') ?? 0,
      'integer',
    ),
    ageColumn,
  ],
};

function isLimit(resource: string): boolean {
  return resource.startsWith('limits.');
}

function quotaText(quota: KubeObject, wanted: (resource: string) => boolean): string {
  const used = objectAt(quota, 'status', 'used');
  return Object.entries(objectAt(quota, 'status', 'hard'))
    .filter(([resource]) => wanted(resource))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, hard]) => `${resource}: ${scalarText(used[resource] ?? '0')}/${scalarText(hard)}`)
    .join(', ');
}

function orNone(value: Json | undefined): string {
  return value === undefined ? 'N/A' : scalarText(value);
}
