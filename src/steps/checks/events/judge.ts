import type { Evidence } from '../../outcome.ts';
import type { ClusterEvent, Pod } from '../../ports/cluster.ts';
import type { CheckResult } from '../define-check.ts';
import type { Target } from '../targets.ts';
import { isSettled } from './settled.ts';
import type { Since } from './since.ts';

export interface EventFacts {
  readonly events: readonly ClusterEvent[];
  readonly since: Since;
  readonly namespace: string;
  /** Every service of the inventory: whose an event is, is told by the longest name that fits. */
  readonly known: readonly Target[];
  /** Services whose events count. Undefined: all events of the namespace do. */
  readonly asked: readonly Target[] | undefined;
  /** Reasons that are no trouble here. */
  readonly ignore: readonly string[];
  /** Pods that there are: what those of them that are well again warned of is left out. Undefined: nothing is. */
  readonly pods: readonly Pod[] | undefined;
}

/** Events of one reason about one object. */
interface Group {
  readonly reason: string;
  readonly object: string;
  readonly service: string | undefined;
  readonly count: number;
  readonly last: ClusterEvent;
}

/** Has anything warned since then? An event that doesn't say when it was counts as one since then. */
export function judgeEvents(facts: EventFacts): CheckResult {
  const { since, namespace } = facts;
  const base = {
    check: 'events.none',
    where: `namespace ${namespace}`,
    expected: `no warning since ${since.told}`,
  };
  const warnings = facts.events.filter((event) => event.type === 'Warning' && isSince(event, since));
  const counted = warnings.filter(
    (event) => !facts.ignore.includes(event.reason) && isAsked(event, facts) && !isSettled(event, facts.pods),
  );
  const left = warnings.length - counted.length;
  const aside = left === 0 ? '' : `; ${String(left)} of no account here`;
  const [first, ...rest] = groupsOf(counted, facts.known);
  if (first === undefined) {
    const observed = `none${aside}`;
    const row = { ...base, result: 'pass', what: 'warnings', observed } as const;
    return { verdict: 'pass', summary: `no warning since ${since.told}${aside}`, evidence: [row] };
  }
  const groups = [first, ...rest];
  const failing = [...new Set(groups.flatMap(({ service }) => service ?? []))];
  const worst = `${first.reason} of ${first.object}: ${first.last.message}`;
  const more = rest.length === 0 ? '' : ` (and ${String(rest.length)} more)`;
  return {
    verdict: 'fail',
    summary: `warnings since ${since.told}: ${worst}${more}`,
    evidence: [rowOf(first, base), ...rest.map((group) => rowOf(group, base))],
    ...(failing.length === 0 ? {} : { failing }),
  };
}

function isSince({ at }: ClusterEvent, { from }: Since): boolean {
  const time = Date.parse(at ?? '');
  return Number.isNaN(time) || time >= from;
}

function isAsked(event: ClusterEvent, { asked, known }: EventFacts): boolean {
  if (asked === undefined) return true;
  const all = [...known, ...asked];
  const owner = ownerOf(event, all);
  return owner !== undefined && asked.some(({ deployment }) => deployment === owner.deployment);
}

/**
 * Whose an event is, by the name of its object: pods and ReplicaSets begin with that of their Deployment, and of those that
 * are gone nothing else is left. `teei-buddy` is not taken for `teei-buddy-service`: the longest name that fits counts.
 */
function ownerOf({ object }: ClusterEvent, known: readonly Target[]): Target | undefined {
  return known
    .filter(({ deployment }) => object.name === deployment || object.name.startsWith(`${deployment}-`))
    .toSorted((a, b) => b.deployment.length - a.deployment.length)[0];
}

/** By reason and object, the latest first. */
function groupsOf(events: readonly ClusterEvent[], known: readonly Target[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const event of events) {
    const object = `${event.object.kind} ${event.object.name}`;
    const key = `${event.reason} ${object}`;
    const before = groups.get(key);
    const last = before === undefined || timeOf(event) > timeOf(before.last) ? event : before.last;
    const service = ownerOf(event, known)?.service;
    groups.set(key, {
      reason: event.reason,
      object,
      service,
      count: (before?.count ?? 0) + event.count,
      last,
    });
  }
  return [...groups.values()].toSorted((a, b) => timeOf(b.last) - timeOf(a.last));
}

function timeOf({ at }: ClusterEvent): number {
  const time = Date.parse(at ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}

function rowOf(group: Group, base: Pick<Evidence, 'check' | 'where' | 'expected'>): Evidence {
  const { reason, object, service, count, last } = group;
  const times = count === 1 ? '' : ` (${String(count)} times in all)`;
  return {
    ...base,
    result: 'fail',
    what: service ?? object,
    where: object,
    observed: `${reason}: ${last.message}${times}${last.at === undefined ? ', no time told' : `, last at ${last.at}`}`,
    next: 'Find out what it means before going on; a reason that is no trouble here goes to `ignore`',
  };
}
