/** The form in which a client wants objects. */
export type Form = 'json' | 'table' | 'metadata';

/**
 * The first form of an Accept header that can be served: `;as=Table` and `;as=PartialObjectMetadata` of meta.k8s.io,
 * else JSON. Protobuf is passed over, since every client that asks for it takes JSON too.
 */
export function formOf(accept: string): Form {
  for (const range of accept.split(',')) {
    if (!/^\s*(?:application\/json|\*\/\*|application\/\*)/.test(range)) continue;
    if (/;\s*as=Table\b/.test(range)) return 'table';
    if (/;\s*as=PartialObjectMetadata(?:List)?\b/.test(range)) return 'metadata';
    return 'json';
  }
  return 'json';
}

/** True where the client takes discovery of all groups in one answer (apidiscovery.k8s.io/v2, since 1.30). */
export function wantsAggregated(accept: string): boolean {
  return accept
    .split(',')
    .some((range) => /;\s*g=apidiscovery\.k8s\.io\b/.test(range) && /;\s*v=v2(?:;|$)/.test(range));
}
