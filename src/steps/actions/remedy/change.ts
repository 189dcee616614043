import { clusterError } from '../../checks/watch-until.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import { field } from '../../manifest/json.ts';
import { several } from '../../manifest/several.ts';
import type { Evidence } from '../../outcome.ts';
import type { Cluster, Manifest, ResourceKind } from '../../ports/cluster.ts';
import type { Target } from '../../checks/targets.ts';

export const deploymentKind = { kind: 'Deployment', apiVersions: ['apps/v1'] } as const;
export const autoscalerKind = {
  kind: 'HorizontalPodAutoscaler',
  apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
} as const;

/** How often a change is tried again over a newer version of the object. */
const mostConflicts = 5;

/** What is done to one object: how it was, how it is to be, and the patch; or why nothing can be done. */
export type Plan =
  | {
      readonly kind: 'change';
      /** Such as `HorizontalPodAutoscaler prod-api`. */
      readonly where: string;
      readonly before: string;
      readonly after: string;
      readonly resource: ResourceKind;
      readonly name: string;
      /** A JSON merge patch. */
      readonly patch: Manifest;
      /** How to undo it by hand. */
      readonly undo: string;
    }
  | { readonly kind: 'refused'; readonly where: string; readonly why: string; readonly next: string };

/** Makes the change of every service, each over the version of its object that was seen, and tells old and new. */
export async function changeEach(
  check: string,
  targets: readonly Target[],
  cluster: Cluster,
  plan: (target: Target) => Promise<Plan>,
): Promise<CheckResult> {
  const rows = await several(targets, async (target): Promise<Evidence> => {
    const row = { check, what: target.service };
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        const planned = await plan(target);
        const { where } = planned;
        if (planned.kind === 'refused') {
          const { why: observed, next } = planned;
          return { ...row, result: 'fail', where, expected: 'it can be changed', observed, next };
        }
        const { before, after, resource, name, patch, undo } = planned;
        await cluster.patch(resource, name, patch, { fieldManager: 'teei-runbook' });
        return {
          ...row,
          result: 'pass',
          where,
          expected: after,
          observed: `was ${before}`,
          details: [`undo: ${undo}`],
        };
      } catch (thrown) {
        const error = clusterError(thrown);
        if (error.reason === 'conflict' && conflicts < mostConflicts) continue;
        const next = 'Look at the object and who changes it, then run the step again';
        return { ...row, result: 'error', expected: 'a change', observed: error.message, next };
      }
    }
  });
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first, ...rest] = [...bad, ...rows.filter(({ result }) => result === 'pass')];
  const count = `${String(rows.length - bad.length)} of ${String(rows.length)} changed`;
  if (first === undefined) return nothingToDo(check);
  return {
    verdict: bad.length === 0 ? 'pass' : bad.some(({ result }) => result === 'error') ? 'error' : 'fail',
    summary:
      bad.length === 0
        ? `${count}; ${first.what}: ${first.expected}, ${first.observed}`
        : `${count}; ${first.what}: ${first.observed}`,
    evidence: [first, ...rest],
    failing: bad.map(({ what }) => what),
  };
}

function nothingToDo(check: string): CheckResult {
  const row = { check, what: 'services', expected: 'at least one', observed: 'none is named' } as const;
  return {
    verdict: 'error',
    summary: `${check} needs services to change`,
    evidence: [{ ...row, result: 'error', next: 'Name services, or skip the step' }],
  };
}

/** The version that was seen, so that a change by somebody else in between is not overwritten. */
export function seenVersion(object: Manifest): Manifest {
  return { resourceVersion: field(object, 'metadata', 'resourceVersion') };
}
