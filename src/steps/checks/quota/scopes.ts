import { field, items, text } from '../../manifest/json.ts';
import type { Scope } from './quotas.ts';

/**
 * Whether a quota's scopes hold a pod of this spec. Undefined: one of them is not known here.
 * https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
 */
export function isInScopes(spec: unknown, scopes: readonly Scope[]): boolean | undefined {
  const answers = scopes.map((scope) => isInScope(spec, scope));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isInScope(spec: unknown, { name, operator, values }: Scope): boolean | undefined {
  switch (name) {
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'Terminating':
      return hasDeadline(spec);
    case 'NotTerminating':
      return !hasDeadline(spec);
    case 'PriorityClass':
      return priorityFits(text(field(spec, 'priorityClassName')), operator, values);
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec);
    default:
      return undefined;
  }
}

function isBestEffort(spec: unknown): boolean {
  const containers = [...items(field(spec, 'initContainers')), ...items(field(spec, 'containers'))];
  return containers.every((container) =>
    ['requests', 'limits'].every(
      (kind) =>
        field(container, 'resources', kind, 'cpu') === undefined &&
        field(container, 'resources', kind, 'memory') === undefined,
    ),
  );
}

function hasDeadline(spec: unknown): boolean {
  return field(spec, 'activeDeadlineSeconds') !== undefined;
}

function priorityFits(
  name: string | undefined,
  operator: string,
  values: readonly string[],
): boolean | undefined {
  switch (operator) {
    case 'In':
      return name !== undefined && values.includes(name);
    case 'NotIn':
      return name === undefined || !values.includes(name);
    case 'Exists':
      return name !== undefined;
    case 'DoesNotExist':
      return name === undefined;
    default:
      return undefined;
  }
}

function crossesNamespaces(spec: unknown): boolean {
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const affinity = field(spec, 'affinity', kind);
    return [
      ...items(field(affinity, 'requiredDuringSchedulingIgnoredDuringExecution')),
      ...items(field(affinity, 'preferredDuringSchedulingIgnoredDuringExecution')).map((one) =>
        field(one, 'podAffinityTerm'),
      ),
    ];
  });
  return terms.some(
    (term) => items(field(term, 'namespaces')).length > 0 || field(term, 'namespaceSelector') !== undefined,
  );
}
