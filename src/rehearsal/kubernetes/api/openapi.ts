import { createHash } from 'node:crypto';
import type { JsonObject } from '../objects/json.ts';
import { apiVersionOf, type ResourceType } from '../resources/resource-type.ts';
import { servedTypes } from '../resources/served.ts';
import type { ApiAnswer } from './exchange.ts';

/**
 * The older schema, in which kubectl looks for what the newer one does not have, such as a kind that does not exist.
 * No bytes at all are the protobuf message of a schema without a single type.
 */
const emptySchema: ApiAnswer = {
  kind: 'text',
  status: 200,
  body: '',
  contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
};

/**
 * Answers `/openapi/v3` and its documents. kubectl looks there for two things only: which kinds exist, and whether
 * PATCH takes `dryRun` and `fieldValidation`; without these it refuses to apply. Undefined: no such document.
 */
export function openApi(path: string): ApiAnswer | undefined {
  if (path === '/openapi/v2') return emptySchema;
  if (path === '/openapi/v3') return { kind: 'json', status: 200, body: index() };
  const document = groupPaths().find((group) => path === `/openapi/v3/${group}`);
  return document === undefined ? undefined : { kind: 'json', status: 200, body: documentOf(document) };
}

function groupPaths(): readonly string[] {
  return [...new Set(servedTypes.map(groupPath))];
}

function groupPath(type: ResourceType): string {
  return type.group === '' ? `api/${type.version}` : `apis/${apiVersionOf(type)}`;
}

function index(): JsonObject {
  const paths = groupPaths().map((group) => {
    const hash = createHash('sha512')
      .update(JSON.stringify(documentOf(group)))
      .digest('hex')
      .toUpperCase();
    return [group, { serverRelativeURL: `/openapi/v3/${group}?hash=${hash}` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

function documentOf(group: string): JsonObject {
  const types = servedTypes.filter((type) => groupPath(type) === group);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'rehearsal' },
    paths: Object.fromEntries(types.map((type) => [objectPath(group, type), operations(type)] as const)),
    components: { schemas: {} },
  };
}

function objectPath(group: string, { plural, namespaced }: ResourceType): string {
  return `/${group}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}/{name}`;
}

function operations({ group, version, kind, verbs }: ResourceType): JsonObject {
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string', uniqueItems: true },
  }));
  const operation = { parameters, 'x-kubernetes-group-version-kind': { group, version, kind } };
  return verbs.includes('patch') ? { patch: operation } : {};
}
