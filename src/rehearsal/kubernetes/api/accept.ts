import type { ApiRequest } from './exchange.ts';

/** The form in which a client wants objects; a full table carries the whole objects in its rows. */
export type Form = 'json' | 'table' | 'full-table' | 'metadata';

/**
 * The first form of an Accept header that can be served: `;as=Table` and `;as=PartialObjectMetadata` of meta.k8s.io,
 * else JSON. Protobuf is passed over, since every client that asks for it takes JSON too.
 */
export function formOf({ accept, query }: Pick<ApiRequest, 'accept' | 'query'>): Form {
  for (const range of accept.split(',')) {
    if (!/^\s*(?:application\/json|\*\/\*|application\/\*)/.test(range)) continue;
    if (/;\s*as=Table\b/.test(range)) return query.get('includeObject') === 'Object' ? 'full-table' : 'table';
    if (/;\s*as=PartialObjectMetadata(?:List)?\b/.test(range)) return 'metadata';
    return 'json';
  }
  return 'json';
}

/** False where the client takes none of the forms in which the server has objects. */
export function acceptsObjects(accept: string): boolean {
  return accept
    .split(',')
    .some((range) => /^\s*(?:\*\/\*|application\/(?:\*|json|yaml|vnd\.kubernetes\.protobuf))/.test(range));
}

/** True where the client takes discovery of all groups in one answer (apidiscovery.k8s.io/v2, since 1.30). */
export function wantsAggregated(accept: string): boolean {
  return accept
    .split(',')
    .some((range) => /;\s*g=apidiscovery\.k8s\.io\b/.test(range) && /;\s*v=v2(?:;|$)/.test(range));
}
