import type { Evidence } from '../../outcome.ts';
import { worstOf } from '../assertions.ts';
import type { CheckResult } from '../define-check.ts';
import { figureText } from './bounds.ts';
import { type FigureFacts, noFigure, queryDetails } from './figure-facts.ts';
import { type Figure, type Figures, servicesNamed } from './series.ts';
import { tooLittle } from './traffic.ts';

/** How far a figure may be from what it was. */
export interface Limits {
  /** Now divided by before. */
  readonly maxRatio: number | undefined;
  readonly minRatio: number | undefined;
  /** Now less before. */
  readonly maxDifference: number | undefined;
}

export interface CompareFacts extends FigureFacts {
  readonly limits: Limits;
  readonly now: Figures;
  readonly before: Figures;
  /** What `before` is: `1h ago`, `captured before`. */
  readonly beforeIs: string;
}

/** Holds figures against what they were. What there is no figure of, now or then, is inconclusive. */
export function judgeCompare(facts: CompareFacts): CheckResult {
  const { now, before, beforeIs } = facts;
  if (now.kind === 'none') return none(facts, `now: ${now.observed}`);
  if (before.kind === 'none') return none(facts, `${beforeIs}: ${before.observed}`);
  const rows = now.figures.map((figure) => row(facts, figure, before.figures));
  const [first, ...rest] = rows.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
  if (first === undefined) return none(facts, 'no series');
  const bad = rows.filter(({ result }) => result !== 'pass');
  const failing = servicesNamed(
    bad.filter(({ result }) => result === 'fail'),
    facts.services,
  );
  const [only] = now.figures;
  const value = Number(only.value.toPrecision(4));
  return {
    verdict: worstOf(rows),
    summary: rows.length === 1 ? `${facts.name}: ${first.observed}` : summaryOf(facts, rows, bad),
    evidence: [{ ...first, details: queryDetails(facts) }, ...rest],
    ...(failing.length === 0 ? {} : { failing }),
    ...(rows.length === 1 && Number.isFinite(value)
      ? { measured: { label: facts.name, unit: facts.unit, value } }
      : {}),
  };
}

const order: readonly Evidence['result'][] = ['error', 'fail', 'inconclusive', 'pass'];

/** What the limits ask for, in words. */
export function limitsText({ maxRatio, minRatio, maxDifference }: Limits, unit: string): string {
  return [
    ...(maxRatio === undefined ? [] : [`at most ${figureText(maxRatio, '')} times what it was`]),
    ...(minRatio === undefined ? [] : [`at least ${figureText(minRatio, '')} times what it was`]),
    ...(maxDifference === undefined ? [] : [`at most ${figureText(maxDifference, unit)} more`]),
  ].join(' and ');
}

function row(facts: CompareFacts, now: Figure, before: readonly Figure[]): Evidence {
  const { check, where, unit, limits, beforeIs } = facts;
  const base = { check, what: now.what, where, expected: limitsText(limits, unit) };
  const little = tooLittle(facts.traffic, now.key);
  if (little !== undefined)
    return { ...base, result: facts.zeroTraffic, observed: `too little traffic: ${little}` };
  const then = before.find(({ key }) => key === now.key);
  const next = 'Judge the figure by itself: what it was is not known';
  if (then === undefined || !Number.isFinite(then.value) || !Number.isFinite(now.value)) {
    const was = then === undefined ? 'no series' : then.text;
    return { ...base, result: 'inconclusive', observed: `${now.text} now, ${was} ${beforeIs}`, next };
  }
  const observed = `${figureText(now.value, unit)} now, ${figureText(then.value, unit)} ${beforeIs}`;
  const verdict = compared(now.value, then.value, limits);
  switch (verdict) {
    case 'pass':
      return { ...base, result: verdict, observed };
    case 'inconclusive':
      return { ...base, result: verdict, observed: `${observed}: nothing can be divided by that`, next };
    case 'fail':
      return { ...base, result: verdict, observed, next: 'If it began with the last change, roll back' };
  }
}

/** A ratio to nothing is no figure; equal to nothing is still equal. */
function compared(now: number, then: number, limits: Limits): 'pass' | 'fail' | 'inconclusive' {
  const { maxRatio, minRatio, maxDifference } = limits;
  if (maxDifference !== undefined && now - then > maxDifference) return 'fail';
  if (maxRatio === undefined && minRatio === undefined) return 'pass';
  if (then === 0) return now === 0 ? 'pass' : 'inconclusive';
  const ratio = now / then;
  const isHigh = maxRatio !== undefined && ratio > maxRatio;
  return isHigh || (minRatio !== undefined && ratio < minRatio) ? 'fail' : 'pass';
}

function summaryOf({ name }: CompareFacts, rows: readonly Evidence[], bad: readonly Evidence[]): string {
  const count = `${name}: ${rows.length - bad.length} of ${rows.length} are about what they were`;
  if (bad.length === 0) return count;
  return `${count}; not: ${bad.map(({ what, observed }) => `${what} ${observed}`).join(', ')}`;
}

function none(facts: CompareFacts, observed: string): CheckResult {
  const { name, limits, unit } = facts;
  const next = 'Run the query in Prometheus, for now and for then';
  const expected = limitsText(limits, unit);
  return noFigure(facts, { summary: `${name}: ${observed}`, expected, observed, next });
}
