import { field, number, record, text } from '../../manifest/json.ts';
import { selectorOf } from '../../manifest/label-selector.ts';
import type { Evidence } from '../../outcome.ts';
import type { Manifest } from '../../ports/cluster.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';
import type { Target } from '../targets.ts';

/** A PodDisruptionBudget as it is judged. */
export interface Budget {
  readonly name: string;
  /** As written: `maxUnavailable 1`, `minAvailable 50%`. */
  readonly rule: string;
  /** Its status tells of what it asks for now, and not of what it asked for before. */
  readonly upToDate: boolean;
  readonly expected: number | undefined;
  readonly allowed: number | undefined;
  readonly healthy: number | undefined;
  readonly desired: number | undefined;
  /** Services whose pods it guards. */
  readonly services: readonly string[];
}

/** Reads policy/v1 and v1beta1, which are alike but that an empty selector of v1beta1 selects nothing. */
export function readBudget(
  object: Manifest,
  deployments: readonly Manifest[],
  targets: readonly Target[],
): Budget {
  const spec = field(object, 'spec');
  const [rule = ''] = ['maxUnavailable', 'minAvailable'].flatMap((key) => {
    const value = field(spec, key);
    return typeof value === 'number' || typeof value === 'string' ? [`${key} ${String(value)}`] : [];
  });
  const selects = selectorOf(field(spec, 'selector'));
  const guarded = deployments
    .filter((one) => selects(record(field(one, 'spec', 'template', 'metadata', 'labels'))))
    .map((one) => text(field(one, 'metadata', 'name')) ?? '');
  const status = (key: string): number | undefined => number(field(object, 'status', key));
  const generation = number(field(object, 'metadata', 'generation'));
  const observed = status('observedGeneration');
  return {
    name: text(field(object, 'metadata', 'name')) ?? '',
    rule: rule === '' ? 'minAvailable 1' : rule,
    upToDate: generation === undefined || (observed ?? 0) >= generation,
    expected: status('expectedPods'),
    allowed: status('disruptionsAllowed'),
    healthy: status('currentHealthy'),
    desired: status('desiredHealthy'),
    services: targets.filter(({ deployment }) => guarded.includes(deployment)).map(({ service }) => service),
  };
}

/** May a pod of each budget be evicted now? A node that is drained waits for those where none may. */
export function judgeBudgets(budgets: readonly Budget[], namespace: string): CheckResult {
  const judged = budgets.map((budget) => ({ budget, row: rowOf(budget) }));
  const told = badFirst(judged.map(({ row }) => row));
  if (told === undefined) return none(namespace);
  const { verdict, bad, evidence } = told;
  const count = `${String(judged.length - bad)} of ${String(judged.length)} disruption budgets leave room`;
  const [worst] = evidence;
  if (bad === 0) return { verdict, summary: count, evidence };
  const failing = judged.filter(({ row }) => row.result !== 'pass').flatMap(({ budget }) => budget.services);
  const summary = `${count}; ${worst.what}: ${worst.observed}`;
  return { verdict, summary, evidence, failing: [...new Set(failing)] };
}

function none(namespace: string): CheckResult {
  const base = {
    check: 'pdb.ok',
    result: 'pass',
    what: 'disruption budgets',
    where: `namespace ${namespace}`,
  } as const;
  const row = { ...base, expected: 'room in every one', observed: 'none' };
  return { verdict: 'pass', summary: `namespace ${namespace} has no disruption budget`, evidence: [row] };
}

function rowOf(budget: Budget): Evidence {
  const { name, rule, services, expected, allowed, healthy, desired } = budget;
  const base = {
    check: 'pdb.ok',
    what: services.length === 0 ? name : services.join(', '),
    where: `PodDisruptionBudget ${name} (${rule})`,
    expected: 'at least 1 pod that may be evicted',
  };
  if (
    !budget.upToDate ||
    allowed === undefined ||
    healthy === undefined ||
    desired === undefined ||
    expected === undefined
  ) {
    const next = 'Look again in a moment; if it stays so, the disruption controller does not run';
    return { ...base, result: 'inconclusive', observed: 'the cluster has not counted its pods yet', next };
  }
  if (expected === 0) return { ...base, result: 'pass', observed: 'it guards no pod now' };
  const pods = `${String(healthy)} healthy of ${String(expected)}, ${String(desired)} wanted`;
  if (allowed >= 1)
    return { ...base, result: 'pass', observed: `${String(allowed)} may be evicted; ${pods}` };
  if (desired >= expected) {
    const observed = `it never allows an eviction, however healthy its pods are; ${pods}`;
    const next = 'A node that is drained waits for it for ever: allow one pod to be missing, or run one more';
    return { ...base, result: 'fail', observed, next };
  }
  const next = 'Look at the pods that are not healthy';
  return { ...base, result: 'fail', observed: `none may be evicted; ${pods}`, next };
}
