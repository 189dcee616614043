import type { CheckResult } from '../checks/define-check.ts';
import type { Evidence } from '../outcome.ts';
import type { ClusterIdentity } from '../ports/cluster.ts';
import type { LookedAt } from './approved-object.ts';
import { comparable, masked } from './comparable.ts';
import type { ReadManifest } from './read-manifest.ts';
import type { ReleasePlan } from './release-plan.ts';
import { lastWriter } from './standing.ts';
import { changedLines, objectDiff, textDiff } from './unified-diff.ts';

/** Lines of a difference that are told; all of it is in the two files or objects. */
const mostLines = 40;

const again = 'Go back to the diff, look at it anew, and have it approved again';

/** The files that were approved can’t be read: nothing can be said. */
export function unusable(check: string, what: string, observed: string): CheckResult {
  const evidence: Evidence = {
    check,
    result: 'error',
    what,
    expected: 'a file as it was written',
    observed,
    next: again,
  };
  return { verdict: 'error', summary: `${check} can’t read ${what}: ${observed}`, evidence: [evidence] };
}

export function otherCluster(check: string, plan: ReleasePlan, identity: ClusterIdentity): CheckResult {
  const observed = `namespace ${identity.namespace} of ${identity.server}`;
  const expected = `namespace ${plan.cluster.namespace} of ${plan.cluster.server}`;
  return fail(`What was approved is for ${expected}, and this is ${observed}`, {
    check,
    result: 'fail',
    what: 'cluster and namespace',
    expected,
    observed,
    next: again,
  });
}

export function otherPlan(check: string, plan: string): CheckResult {
  return fail('The approved plan is of other objects than the manifest has', {
    check,
    result: 'fail',
    what: 'objects of the manifest',
    where: plan,
    expected: 'the objects that were compared, in their order',
    observed: 'others',
    next: again,
  });
}

/** The manifest’s bytes are not those that were approved. `approved`: these, where they were kept. */
export function changedManifest(
  check: string,
  plan: ReleasePlan,
  manifest: Extract<ReadManifest, { kind: 'manifest' }>,
  approved: string,
): CheckResult {
  const diff = approved === '' ? '' : textDiff('manifest', approved, manifest.text);
  return fail('The manifest is not the one that was approved: nothing may be applied', {
    check,
    result: 'fail',
    what: 'the manifest',
    where: manifest.path,
    expected: `SHA-256 ${plan.manifest}, as approved`,
    observed: `SHA-256 ${manifest.sha256}`,
    details: shorten(changedLines(diff)),
    next: again,
  });
}

/** Objects of the cluster have changed since they were compared. Each is named, with what differs. */
export function changedObjects(
  check: string,
  plan: ReleasePlan,
  differing: readonly LookedAt[],
  all: number,
): CheckResult {
  const [first, ...rest] = differing.map((one) => changedObject(check, plan, one));
  const names = differing.map(({ object }) => object.title).join(', ');
  const summary = `${String(differing.length)} of ${String(all)} objects changed in the cluster since the diff that was approved: ${names}`;
  if (first === undefined) return otherPlan(check, '');
  return { verdict: 'fail', summary, evidence: [first, ...rest] };
}

function changedObject(check: string, plan: ReleasePlan, { object, live, compared }: LookedAt): Evidence {
  const { title, planned } = object;
  const how = { autoscaled: planned.autoscaled, created: false };
  const base = { check, result: 'fail', what: title, where: plan.cluster.namespace, next: again } as const;
  const expected =
    planned.live === null ? 'no such object, as compared' : `as it was compared at ${plan.comparedAt}`;
  if (live === undefined) return { ...base, expected, observed: 'it is gone' };
  const writer = lastWriter(live);
  const by = writer === undefined ? '' : ` by ${writer.manager}`;
  const now = comparable(masked(live), how);
  const diff = changedLines(objectDiff(title, compared?.live ?? undefined, now));
  const details =
    diff.length === 0 ? ['what differs is not shown: it is a value of a Secret'] : shorten(diff);
  return {
    ...base,
    expected,
    observed: planned.live === null ? `made meanwhile${by}` : `changed${by}`,
    ...(writer === undefined ? {} : { since: writer.at }),
    details,
  };
}

function fail(summary: string, evidence: Evidence): CheckResult {
  return { verdict: 'fail', summary, evidence: [evidence] };
}

function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), `… ${String(lines.length - mostLines)} more lines`];
}
