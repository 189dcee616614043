import type { Evidence } from '../../outcome.ts';
import type { Condition } from '../../ports/cluster.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';
import type { Target } from '../targets.ts';
import type { Autoscaler } from './autoscalers.ts';

export interface HpaOptions {
  /** One that stands at its maximum passes. */
  readonly allowMax: boolean;
}

/** Do the autoscalers of these services scale, and have they room left? */
export function judgeAutoscalers(
  autoscalers: readonly Autoscaler[],
  targets: readonly Target[],
  options: HpaOptions,
): CheckResult {
  const judged = autoscalers.flatMap((autoscaler) => {
    const target = targets.find(({ deployment }) => deployment === autoscaler.target.name);
    return target === undefined ? [] : [{ target, row: rowOf(autoscaler, target, options) }];
  });
  const told = badFirst(judged.map(({ row }) => row));
  if (told === undefined) return none(targets);
  const { verdict, bad, evidence } = told;
  const count = `${String(judged.length - bad)} of ${String(judged.length)} autoscalers well`;
  const [worst] = evidence;
  if (bad === 0) return { verdict, summary: count, evidence };
  const failing = judged.filter(({ row }) => row.result !== 'pass').map(({ target }) => target.service);
  const summary = `${count}; ${worst.what}: ${worst.observed}`;
  return { verdict, summary, evidence, failing: [...new Set(failing)] };
}

function none(targets: readonly Target[]): CheckResult {
  const summary = `no autoscaler for ${targets.length === 1 ? 'the service' : `the ${String(targets.length)} services`}`;
  const base = {
    check: 'hpa.healthy',
    result: 'pass',
    what: 'autoscalers',
    expected: 'every one well',
  } as const;
  return { verdict: 'pass', summary, evidence: [{ ...base, observed: 'none' }] };
}

function rowOf(autoscaler: Autoscaler, target: Target, options: HpaOptions): Evidence {
  const { name, min, max, current, metrics } = autoscaler;
  const base = {
    check: 'hpa.healthy',
    what: target.service,
    where: `HorizontalPodAutoscaler ${name}`,
    expected: `scales by its metrics between ${String(min)} and ${String(max)}`,
  };
  const trouble =
    refusedBy(autoscaler, 'AbleToScale') ??
    refusedBy(autoscaler, 'ScalingActive') ??
    outOfBounds(autoscaler) ??
    atMaximum(autoscaler, options) ??
    unknown(autoscaler);
  if (trouble !== undefined) return { ...base, ...trouble };
  const figures =
    metrics.asked === 0 ? '' : `, ${String(metrics.known)} of ${String(metrics.asked)} metrics known`;
  return { ...base, result: 'pass', observed: `${String(current)} replicas${figures}` };
}

type Trouble = Pick<Evidence, 'result' | 'observed' | 'since' | 'next'>;

function refusedBy({ conditions }: Autoscaler, type: string): Trouble | undefined {
  const condition = conditions.find((one) => one.type === type);
  if (condition?.status !== 'False') return undefined;
  const next =
    type === 'ScalingActive'
      ? 'Look at the metrics server, and at the resource requests of the pods'
      : 'Look at what it scales, and whether it is there';
  return { result: 'fail', observed: `not ${type}: ${said(condition)}`, ...sinceOf(condition), next };
}

function said({ reason, message }: Condition): string {
  return message === '' ? reason : `${reason}: ${message}`;
}

function sinceOf({ since }: Condition): { readonly since?: string } {
  return since === undefined ? {} : { since };
}

function outOfBounds({ current, min, max }: Autoscaler): Trouble | undefined {
  if (current === undefined || (current >= min && current <= max)) return undefined;
  const observed = `${String(current)} replicas, ${current < min ? 'fewer than its minimum' : 'more than its maximum'}`;
  return {
    result: 'fail',
    observed,
    next: 'Look whether its Deployment was scaled by hand, and at its events',
  };
}

/** ScalingLimited is True at the minimum too, which is no trouble. */
function atMaximum({ conditions, current, max }: Autoscaler, { allowMax }: HpaOptions): Trouble | undefined {
  const limited = conditions.find(({ type }) => type === 'ScalingLimited');
  const wantsMore = limited?.status === 'True' && limited.reason === 'TooManyReplicas';
  if (allowMax || !wantsMore || (current !== undefined && current < max)) return undefined;
  const observed = `at its maximum of ${String(max)}, and would scale beyond: ${said(limited)}`;
  return {
    result: 'fail',
    observed,
    ...sinceOf(limited),
    next: 'Raise its maximum, or find out where the load comes from',
  };
}

function unknown({ conditions, current, metrics }: Autoscaler): Trouble | undefined {
  const observed = unknownText(conditions, current, metrics);
  if (observed === undefined) return undefined;
  return {
    result: 'inconclusive',
    observed,
    next: 'Look again in a minute; if it stays so, look at the metrics server',
  };
}

function unknownText(
  conditions: readonly Condition[],
  current: number | undefined,
  metrics: Autoscaler['metrics'],
): string | undefined {
  if (current === undefined) return 'its controller has not looked yet';
  const missing = ['AbleToScale', 'ScalingActive'].filter(
    (type) => conditions.find((one) => one.type === type)?.status !== 'True',
  );
  if (missing.length > 0) return `it does not say whether it is ${missing.join(' and ')}`;
  if (metrics.known < metrics.asked) {
    return `a figure is known for ${String(metrics.known)} of its ${String(metrics.asked)} metrics`;
  }
  return undefined;
}
