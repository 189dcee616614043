import type { Evidence } from '../../outcome.ts';
import { missing } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import type { Sample, ServiceSamples } from './service-samples.ts';

const check = 'http.check';

export interface ServiceLimits {
  /** What a good answer is, in words: `2xx below 2s`. */
  readonly expected: string;
  readonly maxFailuresPercent: number;
}

/** The verdict on services that were asked, the bad ones first, each by its name. */
export function judgeServices(asked: readonly ServiceSamples[], limits: ServiceLimits): CheckResult {
  const rows = asked.map((one) => ({ service: one.target.service, row: rowOf(one, limits) }));
  const bad = rows.filter(({ row }) => row.result !== 'pass');
  const [first, ...rest] = [...bad, ...rows.filter(({ row }) => row.result === 'pass')].map(({ row }) => row);
  if (first === undefined) return missing(check, 'services in platform.yaml', 'none');
  const samples = asked.flatMap((one) => one.samples);
  // Where nobody at all answers in time, it is the way to them that is in doubt.
  const allLate = samples.length > 0 && samples.every(({ late }) => late);
  const failing = bad.map(({ service }) => service);
  const count = `${String(rows.length - bad.length)} of ${String(rows.length)} services answer as expected`;
  const p95 = percentile(samples, 0.95);
  const evidence: CheckResult['evidence'] = [first, ...rest];
  const measured = p95 === undefined ? {} : { measured: { label: 'p95', unit: 'ms', value: p95 } };
  if (bad.length === 0) {
    const time = p95 === undefined ? '' : `, 95 % of the answers within ${String(p95)} ms`;
    return { verdict: 'pass', summary: `${count}${time}`, evidence, ...measured };
  }
  const worst = bad[0];
  const more = bad.length === 1 ? '' : ` (and ${failing.slice(1).join(', ')})`;
  const summary = `${count}; ${worst?.service ?? ''}: ${worst?.row.observed ?? ''}${more}`;
  if (allLate) return { verdict: 'error', summary, evidence };
  return { verdict: 'fail', summary, evidence, failing, ...measured };
}

function rowOf({ target, samples }: ServiceSamples, limits: ServiceLimits): Evidence {
  const faults = samples.filter(({ fault }) => fault !== undefined);
  const many = samples.length > 1;
  const allowed = limits.maxFailuresPercent;
  const percent = samples.length === 0 ? 100 : (faults.length * 100) / samples.length;
  const share = allowed === 0 ? 'all' : `at most ${String(allowed)} % not so, of`;
  return {
    check,
    result: samples.length > 0 && percent <= allowed ? 'pass' : 'fail',
    what: target.service,
    where: `Service ${target.name}, ${target.path}`,
    expected: many ? `${limits.expected}, ${share} ${String(samples.length)} answers` : limits.expected,
    observed: observedOf(samples, faults, percent),
    ...(percent <= allowed
      ? {}
      : { next: 'Read the log of its pods; compare with the version before, or roll it back' }),
  };
}

function observedOf(samples: readonly Sample[], faults: readonly Sample[], percent: number): string {
  const p95 = percentile(samples, 0.95);
  const time = p95 === undefined ? '' : ` in ${String(p95)} ms`;
  if (samples.length === 0) return 'it was not asked';
  if (samples.length === 1) return faults[0]?.fault ?? `as expected${time}`;
  const within = p95 === undefined ? '' : `, 95 %${time}`;
  if (faults.length === 0) return `${String(samples.length)} answers as expected${within}`;
  const share = `${String(faults.length)} of ${String(samples.length)} answers (${percent.toFixed(0)} %) not so`;
  return `${share}: ${mostFrequent(faults)}`;
}

/** The faults, each with how often it came, the most frequent first. */
function mostFrequent(faults: readonly Sample[]): string {
  const counts = new Map<string, number>();
  for (const { fault = '' } of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 3);
  return sorted.map(([fault, count]) => `${String(count)}× ${fault}`).join(', ');
}

/** By nearest rank, in whole milliseconds. Undefined: nobody answered. */
function percentile(samples: readonly Sample[], share: number): number | undefined {
  const times = samples
    .map(({ milliseconds }) => milliseconds)
    .filter((time) => time !== undefined)
    .toSorted((a, b) => a - b);
  const at = Math.max(0, Math.ceil(times.length * share) - 1);
  const found = times[at];
  return found === undefined ? undefined : Math.round(found);
}
