import type { Manifest } from '../ports/cluster.ts';
import { field, isRecord, items, text } from './json.ts';

/** One place where two objects differ. */
export interface Difference {
  /** `spec.template.spec.containers[api].image` */
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** Everywhere that two values differ. The order of members does not count, that of lists does. */
export function differences(left: unknown, right: unknown, path = ''): readonly Difference[] {
  if (left === right) return [];
  if (isRecord(left) && isRecord(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].flatMap((name) =>
      differences(field(left, name), field(right, name), path === '' ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
    return items(left).flatMap((one, index) => {
      const name = text(field(one, 'name')) ?? String(index);
      return differences(one, items(right)[index], `${path}[${name}]`);
    });
  }
  return [{ path, left, right }];
}

/** True when the pod templates of two Deployments are the same, so that no pod would be replaced. */
export function sameTemplate(left: Manifest, right: Manifest): boolean {
  return differences(field(left, 'spec', 'template'), field(right, 'spec', 'template')).length === 0;
}

/** A difference for the operator. Only images and counts are shown: other values may be confidential. */
export function describeDifference({ path, left, right }: Difference): string {
  const shown = /(^|\.)(image|replicas)$/.test(path);
  return shown ? `${path}: ${plain(left)} → ${plain(right)}` : path;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '(none)';
}
