import type { Manifest } from '../ports/cluster.ts';
import { text } from './json.ts';

/** `16 Deployment, 16 Service, 1 ConfigMap`: most first. */
export function countKinds(objects: readonly Manifest[]): string {
  const counts = new Map<string, number>();
  for (const object of objects) {
    const kind = text(object['kind']) ?? 'object';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const rows = [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b));
  return rows.map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
}
