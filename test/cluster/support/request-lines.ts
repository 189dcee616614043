import type { RecordedRequest } from './recording-proxy.ts';

/**
 * The different requests among those recorded, one line each, sorted: who asks, method, path and query, then what is
 * sent, what is wanted and the statuses that were answered. Names that differ from run to run are written as
 * placeholders.
 */
export function requestLines(requests: readonly RecordedRequest[], namespace: string): readonly string[] {
  const statuses = new Map<string, Set<number>>();
  for (const request of requests) {
    const line = [
      request.client,
      request.method,
      stablePath(request.url, namespace),
      `sends=${request.contentType || '-'}`,
      `accepts=${request.accept || '-'}`,
    ].join(' ');
    const known = statuses.get(line) ?? new Set<number>();
    statuses.set(line, known.add(request.status));
  }
  return [...statuses]
    .map(([line, known]) => `${line} answers=${[...known].toSorted((a, b) => a - b).join(',')}`)
    .toSorted();
}

const placeholders: readonly (readonly [RegExp, string])[] = [
  [/(prod-teei-)[a-z0-9-]+?-[a-z0-9]{8,10}-[a-z0-9]{5}(?=[,/?&]|$)/g, 'POD'],
  [/(db-migrate-)[a-z0-9-]+-[a-z0-9]{5}(?=[,/?&]|$)/g, 'JOB-POD'],
  [/db-(migrate|rollback)-[a-z0-9-]+/g, 'JOB'],
  [/prod-teei-[a-z0-9-]+/g, 'NAME'],
  [/(dry-run-)NAME/g, 'NAME'],
  [/(resourceVersion=)[0-9]+/g, '$1N'],
  [/(timeoutSeconds=)[0-9]+/g, '$1N'],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID'],
  [/(:)[0-9]{2,5}(?=\/proxy)/g, '$1PORT'],
  // Which logs are read, and how much of them, goes by what has failed at that moment.
  [/(\blog\?container=)(?!job\b)[a-z0-9-]+/g, '$1CONTAINER'],
  [/\b(previous=)(?:true|false)/g, '$1BOOLEAN'],
  [/\b((?:tailLines|limitBytes)=)[0-9]+/g, '$1N'],
  [/(hash=)[0-9A-F]+/g, '$1HASH'],
];

function stablePath(url: string, namespace: string): string {
  return placeholders.reduce(
    (path, [pattern, name]) => path.replaceAll(pattern, name),
    sortedSelector(decodeURIComponent(url)).replaceAll(namespace, 'NAMESPACE'),
  );
}

/** The order of a field selector's terms differs from call to call. */
function sortedSelector(url: string): string {
  return url.replace(
    /fieldSelector=([^&]+)/,
    (_, terms: string) => `fieldSelector=${terms.split(',').toSorted().join(',')}`,
  );
}
