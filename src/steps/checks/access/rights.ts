import type { Right } from '../../ports/cluster.ts';

/** Rights as a runbook asks for them: each of the verbs on each of the resources. */
export interface AskedRights {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly 'cluster-wide': boolean;
}

const notation = /^([a-z0-9-]+|\*)(?:\.([a-z0-9.-]+))?(?:\/([a-z0-9-]+|\*))?$/;

/**
 * A resource in the notation of `kubectl create role --resource`: `pods`, `pods/log`, `deployments.apps`,
 * `deployments.apps/scale`. Undefined: it is none.
 */
export function parseResource(
  text: string,
): (Pick<Right, 'group' | 'resource'> & { readonly subresource?: string }) | undefined {
  const found = notation.exec(text);
  if (found === null) return undefined;
  const [, resource = '', group = '', subresource] = found;
  return { group, resource, ...(subresource === undefined ? {} : { subresource }) };
}

/** The same notation for a right that was asked for. */
export function resourceText({ resource, group, subresource }: Right): string {
  return `${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

/** Every single right, each once, in the order in which they are written. */
export function rightsOf(asked: readonly AskedRights[]): readonly Right[] {
  const all = asked.flatMap(({ verbs, resources, 'cluster-wide': clusterWide }) =>
    resources.flatMap((text) => {
      const parsed = parseResource(text);
      if (parsed === undefined) return [];
      return verbs.map((verb): Right => ({ verb, ...parsed, ...(clusterWide ? { clusterWide } : {}) }));
    }),
  );
  return [...new Map(all.map((right) => [JSON.stringify(right), right])).values()];
}
