import { amountText, differenceOf, sumOf } from '../../manifest/quantity.ts';
import type { Evidence } from '../../outcome.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';
import { demandOn } from './demand.ts';
import { type Defaults, silentContainers } from './pod-usage.ts';
import type { Bound, Quota } from './quotas.ts';
import { type Peak, podSpecOf } from './rollout-peak.ts';

export interface QuotaFacts {
  readonly quotas: readonly Quota[];
  /** Of the release. Undefined: none is given, and only the share that is used counts. */
  readonly peaks: readonly Peak[] | undefined;
  readonly defaults: Defaults;
  readonly namespace: string;
}

/** Is there room in the quotas of the namespace, for the release or in general? `mostPercent`: of hard that may be used. */
export function judgeQuotas(facts: QuotaFacts, mostPercent: number): CheckResult {
  const { quotas, peaks } = facts;
  const rows = quotas.flatMap((quota) =>
    quota.bounds.flatMap((bound) =>
      peaks === undefined
        ? [shareRow(quota, bound, mostPercent)]
        : [releaseRow(quota, bound, peaks), ...silentRows(quota, bound, peaks, facts.defaults)],
    ),
  );
  const told = badFirst(rows);
  if (told === undefined) return unbounded(facts);
  const { verdict, bad, evidence } = told;
  const of = `${String(rows.length - bad)} of ${String(rows.length)} bounds of ${countOf(quotas.length)} leave room`;
  const [worst] = evidence;
  const summary = bad === 0 ? of : `${of}; ${worst.what}: ${worst.observed}`;
  return { verdict, summary, evidence };
}

function unbounded({ quotas, namespace }: QuotaFacts): CheckResult {
  const observed = quotas.length === 0 ? 'no quota' : 'quotas that bound nothing';
  return {
    verdict: 'pass',
    summary: `namespace ${namespace} has ${observed}`,
    evidence: [
      {
        check: 'quota.headroom',
        result: 'pass',
        what: 'ResourceQuotas',
        where: `namespace ${namespace}`,
        expected: 'room for the release',
        observed,
      },
    ],
  };
}

type Base = Pick<Evidence, 'check' | 'what' | 'where'>;

function base(quota: Quota, { resource }: Bound): Base {
  return { check: 'quota.headroom', what: resource, where: `quota ${quota.name}` };
}

function uncounted(quota: Quota, bound: Bound, expected: string): Evidence {
  return {
    ...base(quota, bound),
    result: 'inconclusive',
    expected,
    observed: 'the cluster has not counted yet what is used',
    next: 'Look again in a moment; if it stays so, the quota controller does not run',
  };
}

function shareRow(quota: Quota, bound: Bound, mostPercent: number): Evidence {
  const expected = `at most ${String(mostPercent)} % used`;
  const { used, hard } = bound;
  if (used === undefined) return uncounted(quota, bound, expected);
  const percent =
    hard.nanos > 0n ? Number((used.nanos * 10_000n) / hard.nanos) / 100 : used.nanos > 0n ? 100 : 0;
  const observed = `${amountText(used)} of ${amountText(hard)} used (${String(Math.round(percent))} %)`;
  if (percent <= mostPercent) return { ...base(quota, bound), result: 'pass', expected, observed };
  const next = 'Have the quota raised by whoever owns it, or make room, before anything is deployed';
  return { ...base(quota, bound), result: 'fail', expected, observed, next };
}

function releaseRow(quota: Quota, bound: Bound, peaks: readonly Peak[]): Evidence {
  const { added, by, wave, unknownScopes } = demandOn(quota, bound.resource, peaks);
  const expected = `used and added at most ${amountText(bound.hard)}`;
  const { used, hard } = bound;
  if (added.nanos === 0n) {
    const now = used === undefined ? '' : `; ${amountText(used)} of ${amountText(hard)} used`;
    return { ...base(quota, bound), result: 'pass', expected, observed: `the release adds nothing${now}` };
  }
  if (used === undefined) return uncounted(quota, bound, expected);
  const observed = `${amountText(used)} used, ${amountText(added)} added at the height of ${wave === 0 ? 'the rollouts' : `wave ${String(wave)}`}`;
  const over = differenceOf(sumOf(used, added), hard);
  const details = { details: [`added by: ${by.join(', ')}`] };
  if (over.nanos <= 0n) return { ...base(quota, bound), result: 'pass', expected, observed, ...details };
  const short = `${observed}: ${amountText(over)} too much`;
  if (unknownScopes.length > 0) {
    const next = `Look whether the quota counts these pods: its scopes ${unknownScopes.join(', ')} are not known here`;
    return { ...base(quota, bound), result: 'inconclusive', expected, observed: short, next, ...details };
  }
  const next = `Have the quota raised by at least ${amountText(over)}, or roll out fewer services at a time`;
  return { ...base(quota, bound), result: 'fail', expected, observed: short, next, ...details };
}

const required = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** Where a quota bounds CPU or memory, the server refuses pods of which a container does not say how much it takes. */
function silentRows(
  quota: Quota,
  bound: Bound,
  peaks: readonly Peak[],
  defaults: Defaults,
): readonly Evidence[] {
  if (!required.includes(bound.resource) || quota.scopes.length > 0) return [];
  return peaks.flatMap(({ change, pods }) => {
    const silent = pods === 0 ? [] : silentContainers(podSpecOf(change.after), bound.resource, defaults);
    if (silent.length === 0) return [];
    return [
      {
        ...base(quota, bound),
        result: 'fail',
        what: `${bound.resource} of ${change.workload}`,
        expected: 'said by every container, since the quota bounds it',
        observed: `not said by container ${silent.join(', ')}: its pods would be refused`,
        next: 'Write it in the manifest, or give the namespace a LimitRange with a default',
      } as const,
    ];
  });
}

function countOf(quotas: number): string {
  return quotas === 1 ? '1 quota' : `${String(quotas)} quotas`;
}
