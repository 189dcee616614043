import type { Evidence } from '../../outcome.ts';
import { worstOf } from '../assertions.ts';
import type { CheckResult } from '../define-check.ts';
import { type Bound, expectedText, figureText, isWithin } from './bounds.ts';
import { type FigureFacts, noFigure, queryDetails } from './figure-facts.ts';
import type { Samples } from './samples.ts';
import { type Figure, figuresOf, servicesNamed } from './series.ts';
import { tooLittle } from './traffic.ts';

/** What a query came to, and what it is held against. */
export interface QueryFacts extends FigureFacts {
  readonly forEach: string | undefined;
  readonly bounds: readonly Bound[];
  readonly answer: Samples;
}

const look = 'Run the query in Prometheus: is its metric there by that name, and are the services scraped?';

/** Holds the figures of a query against their bounds. What is no figure is inconclusive, never a pass. */
export function judgeQuery(facts: QueryFacts): CheckResult {
  const { answer, name, forEach } = facts;
  if (answer.kind === 'other')
    return notOne(facts, `a ${answer.type}`, 'Write a query that gives one value a series');
  const found = figuresOf(answer.samples, name, forEach);
  if (found.kind === 'none') return notOne(facts, found.observed, look);
  const [first, ...rest] = worstFirst(found.figures, facts.bounds).map((figure) => row(facts, figure));
  if (first === undefined) return notOne(facts, 'no series', look);
  const rows: readonly [Evidence, ...Evidence[]] = [{ ...first, details: queryDetails(facts) }, ...rest];
  const failing = servicesNamed(
    rows.filter(({ result }) => result === 'fail'),
    facts.services,
  );
  return {
    verdict: worstOf(rows),
    summary: summaryOf(facts, rows),
    evidence: rows,
    ...(failing.length === 0 ? {} : { failing }),
    ...measuredOf(facts, found.figures),
  };
}

function row(facts: QueryFacts, { what, key, value, text }: Figure): Evidence {
  const { check, where, unit, bounds, traffic, zeroTraffic } = facts;
  const expected = expectedText(bounds, unit);
  const base = { check, what, where, expected };
  const little = tooLittle(traffic, key);
  if (little !== undefined) {
    const next = 'Wait for more traffic, or look at single requests';
    const observed = `too little traffic: ${little}`;
    return { ...base, result: zeroTraffic, observed, ...(zeroTraffic === 'pass' ? {} : { next }) };
  }
  if (!Number.isFinite(value)) return { ...base, result: 'inconclusive', observed: text, next: look };
  const observed = figureText(value, unit);
  if (isWithin(value, bounds)) return { ...base, result: 'pass', observed };
  const next = 'Compare it with the time before the last change; if it began with that, roll back';
  return { ...base, result: 'fail', observed, next };
}

/** The worst stands first: the furthest beyond what is asked for, and before it what is no number. */
function worstFirst(figures: readonly Figure[], bounds: readonly Bound[]): readonly Figure[] {
  const sign = bounds.every(({ kind }) => kind === 'min') ? -1 : 1;
  const rank = ({ value }: Figure): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value);
  const isBad = (figure: Figure): number => (isWithin(figure.value, bounds) ? 0 : 1);
  return figures.toSorted((a, b) => isBad(b) - isBad(a) || rank(b) - rank(a));
}

function summaryOf({ name, unit, bounds, forEach, warnings }: QueryFacts, rows: readonly Evidence[]): string {
  const warned = warnings.length === 0 ? '' : ` (Prometheus warns: ${warnings.join('; ')})`;
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first] = rows;
  if (forEach === undefined && first !== undefined) {
    return `${name}: ${first.observed}; expected ${first.expected}${warned}`;
  }
  const expected = expectedText(bounds, unit);
  const count = `${name}: ${rows.length - bad.length} of ${rows.length} ${expected}`;
  if (bad.length === 0) return `${count}${warned}`;
  return `${count}; not: ${bad.map(({ what, observed }) => `${what} ${observed}`).join(', ')}${warned}`;
}

/** The worst of all is what is watched. */
function measuredOf(
  { name, unit, bounds }: QueryFacts,
  figures: readonly Figure[],
): Pick<CheckResult, 'measured'> {
  const values = figures.map(({ value }) => value).filter((value) => Number.isFinite(value));
  if (values.length === 0) return {};
  const lowest = bounds.every(({ kind }) => kind === 'min');
  const value = lowest ? Math.min(...values) : Math.max(...values);
  return { measured: { label: name, unit, value: Number(value.toPrecision(4)) } };
}

function notOne(facts: QueryFacts, observed: string, next: string): CheckResult {
  const { name, bounds, unit, forEach } = facts;
  const meant = forEach === undefined ? 'one series' : `one series for each ${forEach}`;
  const expected = `${meant}, ${expectedText(bounds, unit)}`;
  return noFigure(facts, {
    summary: `${name}: ${observed}, where ${meant} is meant`,
    expected,
    observed,
    next,
  });
}
