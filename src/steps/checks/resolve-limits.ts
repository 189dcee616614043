import type { PreviewContext } from '../context.ts';
import { missing } from './answers.ts';
import type { CheckResult } from './define-check.ts';
import { resolveBounds, type WrittenBound } from './prom/bounds.ts';

export type Limits<Name extends string> =
  | { readonly kind: 'known'; readonly limits: Readonly<Record<Name, number>> }
  | { readonly kind: 'unknown'; readonly result: CheckResult };

/** The figures behind limits that are numbers or names of thresholds; `unknown`: platform.yaml lacks some of them. */
export function resolveLimits<Name extends string>(
  check: string,
  written: Readonly<Record<Name, WrittenBound>>,
  context: PreviewContext,
): Limits<Name> {
  const limits: Partial<Record<Name, number>> = {};
  const names: string[] = [];
  for (const name in written) {
    const resolved = resolveBounds({ max: written[name] }, context);
    if (resolved.kind === 'unknown') names.push(...resolved.names);
    else limits[name] = resolved.bounds[0]?.value ?? Number.NaN;
  }
  if (names.length === 0 && isWhole(limits, written)) return { kind: 'known', limits };
  const which = `the ${names.length === 1 ? 'threshold' : 'thresholds'} ${names.join(', ')} in platform.yaml`;
  return { kind: 'unknown', result: missing(check, which, 'not there') };
}

function isWhole<Name extends string>(
  limits: Partial<Record<Name, number>>,
  written: Readonly<Record<Name, unknown>>,
): limits is Record<Name, number> {
  return Object.keys(written).every((name) => Object.hasOwn(limits, name));
}

/** What a limit says of itself: `80 (database-connections-percent)`, or its name alone where that is not known. */
export function limitText(written: WrittenBound, unit: string, context: PreviewContext): string {
  const resolved = resolveBounds({ max: written }, context);
  const [bound] = resolved.kind === 'known' ? resolved.bounds : [];
  if (bound === undefined) return String(written);
  return `${String(bound.value)} ${unit}${bound.name === undefined ? '' : ` (${bound.name})`}`;
}
