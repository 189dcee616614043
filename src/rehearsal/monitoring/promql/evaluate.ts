import { unreachable } from '../../../problem/problem.ts';
import { labelKey, type Labels, type Point, type Series, type SeriesStore } from '../series.ts';
import { histogramQuantile } from './histogram.ts';
import type { Aggregation, Expression, Matcher, Operator } from './parse.ts';

export interface VectorSample {
  readonly labels: Labels;
  readonly value: number;
}

export type QueryValue =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'vector'; readonly samples: readonly VectorSample[] };

/** When a query is asked for, of what. */
export interface Moment {
  readonly store: SeriesStore;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many times as fast as the wall clock the time of ranges runs. */
  readonly pace: number;
}

/** What a query comes to. Rates are of a second of the wall clock, as the stamps in the cluster are. */
export function evaluate(expression: Expression, moment: Moment): QueryValue {
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', value: expression.value };
    case 'vector':
      return { kind: 'vector', samples: [{ labels: {}, value: expression.value }] };
    case 'select':
      return { kind: 'vector', samples: lastOf(expression.matchers, moment) };
    case 'count':
      return { kind: 'vector', samples: counted(expression, moment) };
    case 'aggregate': {
      const samples = samplesOf(evaluate(expression.of, moment));
      return { kind: 'vector', samples: aggregated(expression.by, expression.labels, samples) };
    }
    case 'quantile': {
      const samples = samplesOf(evaluate(expression.of, moment));
      return { kind: 'vector', samples: histogramQuantile(expression.share, samples) };
    }
    case 'binary': {
      const { operator, left, right } = expression;
      return combined(operator, evaluate(left, moment), evaluate(right, moment));
    }
    default:
      return unreachable(expression);
  }
}

function samplesOf(value: QueryValue): readonly VectorSample[] {
  return value.kind === 'vector' ? value.samples : [{ labels: {}, value: value.value }];
}

function isSelected({ labels }: Series, matchers: readonly Matcher[]): boolean {
  return matchers.every(({ label, matches }) => matches(labels[label] ?? ''));
}

/** What the last round did not bring is gone, as where Prometheus marks a series as stale. */
function lastOf(matchers: readonly Matcher[], { store, at }: Moment): readonly VectorSample[] {
  const round = store.roundBefore(at);
  if (round === undefined) return [];
  return store
    .between(round - 1, round)
    .filter((series) => isSelected(series, matchers))
    .flatMap(({ labels, points }) => points.map(({ value }) => ({ labels, value })));
}

function counted(
  { matchers, range, function: name }: Extract<Expression, { kind: 'count' }>,
  { store, at, pace }: Moment,
): readonly VectorSample[] {
  return store
    .between(at - range / pace, at)
    .filter((series) => isSelected(series, matchers))
    .flatMap(({ labels, points }) => {
      const [first] = points;
      const last = points.at(-1);
      if (first === undefined || last === undefined || points.length < 2) return [];
      const perSecond = increaseOf(points) / ((last.at - first.at) / 1000);
      const value = name === 'rate' ? perSecond : (perSecond * range) / pace / 1000;
      return [{ labels: withoutName(labels), value }];
    });
}

/** A counter that is less than before began anew. */
function increaseOf(points: readonly Point[]): number {
  return points.reduce((sum, { value }, index) => {
    const before = points[index - 1]?.value ?? value;
    return sum + (value < before ? value : value - before);
  }, 0);
}

function aggregated(
  by: Aggregation,
  names: readonly string[],
  samples: readonly VectorSample[],
): readonly VectorSample[] {
  const groups = new Map<string, { readonly labels: Labels; readonly values: number[] }>();
  for (const { labels, value } of samples) {
    const kept = Object.fromEntries(
      names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])),
    );
    const key = labelKey(kept);
    const group = groups.get(key) ?? { labels: kept, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: together(by, values) }));
}

function together(by: Aggregation, values: readonly number[]): number {
  const sum = values.reduce((all, value) => all + value, 0);
  switch (by) {
    case 'sum':
      return sum;
    case 'count':
      return values.length;
    case 'avg':
      return sum / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
  }
}

/** Vectors are joined one to one by all their labels; what has no other is left out, but of `or`. */
function combined(operator: Operator, left: QueryValue, right: QueryValue): QueryValue {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return { kind: 'scalar', value: calculated(operator, left.value, right.value) ?? Number.NaN };
  }
  const others = new Map(samplesOf(right).map((sample) => [labelKey(withoutName(sample.labels)), sample]));
  if (operator === 'or') {
    const own = new Set(samplesOf(left).map(({ labels }) => labelKey(withoutName(labels))));
    const added = [...others].filter(([key]) => !own.has(key)).map(([, sample]) => sample);
    return { kind: 'vector', samples: [...samplesOf(left), ...added] };
  }
  const samples = left.kind === 'vector' ? left.samples : samplesOf(right);
  return {
    kind: 'vector',
    samples: samples.flatMap((sample) => {
      const first = left.kind === 'scalar' ? left.value : sample.value;
      const key = labelKey(withoutName(sample.labels));
      const second = right.kind === 'scalar' ? right.value : others.get(key)?.value;
      if (second === undefined) return [];
      const value = calculated(operator, first, second);
      return value === undefined ? [] : [{ labels: withoutName(sample.labels), value }];
    }),
  };
}

/** Undefined: a comparison that does not hold, whose sample is dropped. */
function calculated(operator: Operator, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '>':
      return left > right ? left : undefined;
    case '<':
      return left < right ? left : undefined;
    case '>=':
      return left >= right ? left : undefined;
    case '<=':
      return left <= right ? left : undefined;
    case '==':
      return left === right ? left : undefined;
    case '!=':
      return left === right ? undefined : left;
    case 'or':
      return left;
    default:
      return unreachable(operator);
  }
}

function withoutName(labels: Labels): Labels {
  const { __name__: _name, ...others } = labels;
  return others;
}
