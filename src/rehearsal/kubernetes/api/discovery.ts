import type { Json, JsonObject } from '../objects/json.ts';
import { apiVersionOf, type ResourceType, type Subresource } from '../resources/resource-type.ts';
import { servedTypes } from '../resources/served.ts';
import type { ApiAnswer } from './exchange.ts';
import { wantsAggregated } from './accept.ts';

/** Answers `/api`, `/apis`, `/api/v1`, `/apis/GROUP` and `/apis/GROUP/VERSION`; undefined for any other path. */
export function discover(path: string, accept: string): ApiAnswer | undefined {
  const [root, group, version, ...more] = path.split('/').filter((segment) => segment !== '');
  if (more.length > 0) return undefined;
  if (root === 'api') return discoverCore(group, version, accept);
  if (root !== 'apis') return undefined;
  if (group === undefined) return wantsAggregated(accept) ? aggregated(groups()) : json(groupList());
  if (!groups().includes(group)) return undefined;
  if (version === undefined) return json({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) });
  return versionsOf(group).includes(version) ? json(resourceList(group, version)) : undefined;
}

function discoverCore(
  version: string | undefined,
  more: string | undefined,
  accept: string,
): ApiAnswer | undefined {
  if (version === undefined) {
    return wantsAggregated(accept) ? aggregated(['']) : json({ kind: 'APIVersions', versions: ['v1'] });
  }
  return version === 'v1' && more === undefined ? json(resourceList('', 'v1')) : undefined;
}

function json(body: Json): ApiAnswer {
  return { kind: 'json', status: 200, body };
}

function groups(): readonly string[] {
  return [...new Set(servedTypes.map(({ group }) => group))].filter((group) => group !== '');
}

function versionsOf(group: string): readonly string[] {
  return [...new Set(servedTypes.filter((type) => type.group === group).map(({ version }) => version))];
}

function groupOf(group: string): JsonObject {
  const versions = versionsOf(group).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  const [preferred] = versions;
  return { name: group, versions, ...(preferred === undefined ? {} : { preferredVersion: preferred }) };
}

function groupList(): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups().map(groupOf) };
}

function resourceList(group: string, version: string): JsonObject {
  const resources = typesOf(group, version).flatMap((type) => [
    {
      name: type.plural,
      singularName: type.singular,
      namespaced: type.namespaced,
      kind: type.kind,
      verbs: [...type.verbs],
      ...listed('shortNames', type.shortNames),
      ...listed('categories', type.categories),
    },
    ...type.subresources.map((part) => ({
      name: `${type.plural}/${part.name}`,
      singularName: '',
      namespaced: type.namespaced,
      ...(part.group === undefined ? {} : { group: part.group, version: part.version ?? '' }),
      kind: part.kind,
      verbs: [...part.verbs],
    })),
  ]);
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources,
  };
}

function typesOf(group: string, version: string): readonly ResourceType[] {
  return servedTypes.filter((type) => type.group === group && type.version === version);
}

function listed(key: string, values: readonly string[]): JsonObject {
  return values.length === 0 ? {} : { [key]: [...values] };
}

/** All groups with their resources in one object (KEP-3352). */
function aggregated(names: readonly string[]): ApiAnswer {
  const items = names.map((group) => ({
    metadata: { name: group, creationTimestamp: null },
    versions: versionsOf(group).map((version) => ({
      version,
      resources: typesOf(group, version).map(aggregatedType),
      freshness: 'Current',
    })),
  }));
  return {
    kind: 'json',
    status: 200,
    contentType: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    body: { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items },
  };
}

function aggregatedType(type: ResourceType): JsonObject {
  return {
    resource: type.plural,
    responseKind: { group: type.group, version: type.version, kind: type.kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: [...type.verbs],
    ...listed('shortNames', type.shortNames),
    ...listed('categories', type.categories),
    ...(type.subresources.length === 0
      ? {}
      : { subresources: type.subresources.map((part) => aggregatedPart(type, part)) }),
  };
}

function aggregatedPart(type: ResourceType, part: Subresource): JsonObject {
  return {
    subresource: part.name,
    responseKind: {
      group: part.group ?? type.group,
      version: part.version ?? type.version,
      kind: part.kind,
    },
    verbs: [...part.verbs],
  };
}
