import type { ResourceType } from '../resources/resource-type.ts';
import { typeOf } from '../resources/served.ts';

/** What a path of the API names: a list, an object, or a part of one. */
export interface ResourcePath {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows the subresource, with its slash: of `services/x/proxy/health` it is `/health`. */
  readonly rest: string;
}

/**
 * Reads `/api/v1/…` and `/apis/GROUP/VERSION/…`. Undefined: the path is none of these, or names a type that is not
 * served. A Namespace itself is read as an object of the whole cluster.
 */
export function readResourcePath(path: string): ResourcePath | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const [root, ...rest] = segments;
  if (root === 'api') return read('', rest[0] ?? '', rest.slice(1), path);
  if (root === 'apis') return read(rest[0] ?? '', rest[1] ?? '', rest.slice(2), path);
  return undefined;
}

function read(
  group: string,
  version: string,
  rest: readonly string[],
  path: string,
): ResourcePath | undefined {
  const [first, namespace, plural] = rest;
  const inNamespace = first === 'namespaces' && plural !== undefined && !namespaceParts.includes(plural);
  const names = inNamespace ? rest.slice(2) : rest;
  const type = typeOf(group, version, names[0] ?? '');
  if (type === undefined || (inNamespace && !type.namespaced)) return undefined;
  return {
    type,
    namespace: inNamespace ? namespace : undefined,
    name: names[1],
    subresource: names[2],
    rest: restOf(path, names.slice(3)),
  };
}

const namespaceParts: readonly string[] = ['status', 'finalize'];

function restOf(path: string, segments: readonly string[]): string {
  if (segments.length === 0) return path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${path.endsWith('/') ? '/' : ''}`;
}
