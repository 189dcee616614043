import { unreachable } from '../../problem/problem.ts';
import type { Condition, ConditionResult, Value, Values } from '../condition.ts';
import { compilePattern } from '../pattern.ts';

type Verdict = boolean | 'missing';

/**
 * Whether a condition holds for these values, with the values that it read. Three-valued: `all` is
 * false as soon as one member is, whatever is missing, and `any` likewise true. Numbers given as text
 * compare as numbers.
 */
export function evaluateCondition(condition: Condition, values: Values): ConditionResult {
  const read = conditionNames(condition).filter((name) => Object.hasOwn(values, name));
  const inputs = Object.fromEntries(read.flatMap((name) => pair(name, values[name])));
  const missing = new Set<string>();
  const holds = judge(condition, new Map(Object.entries(inputs)), missing);
  return holds === 'missing' ? { holds, inputs, missing: [...missing] } : { holds, inputs };
}

/** The names of the values that a condition reads, each once, in the order they are written. */
export function conditionNames(condition: Condition): readonly string[] {
  return [...new Set(namesIn(condition))];
}

function namesIn(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(namesIn);
    case 'not':
      return namesIn(condition.condition);
    default:
      return [condition.name];
  }
}

function pair(name: string, value: Value | undefined): readonly (readonly [string, Value])[] {
  return value === undefined ? [] : [[name, value]];
}

function judge(condition: Condition, values: ReadonlyMap<string, Value>, missing: Set<string>): Verdict {
  switch (condition.op) {
    case 'all':
    case 'any': {
      const verdicts = condition.conditions.map((member) => judge(member, values, missing));
      return combine(verdicts, condition.op === 'any');
    }
    case 'not': {
      const inner = judge(condition.condition, values, missing);
      return inner === 'missing' ? inner : !inner;
    }
    case 'set':
      return isGiven(values.get(condition.name)) === condition.set;
    default: {
      const value = values.get(condition.name);
      const verdict = value === undefined ? 'missing' : compare(condition, value);
      if (verdict === 'missing') missing.add(condition.name);
      return verdict;
    }
  }
}

/** An optional parameter that was left out is empty text, which counts as not given. */
function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== '';
}

/** `decisive` is the verdict of one member that settles the whole: true for `any`, false for `all`. */
function combine(verdicts: readonly Verdict[], decisive: boolean): Verdict {
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes('missing') ? 'missing' : !decisive;
}

type Comparison = Exclude<Condition, { readonly op: 'all' | 'any' | 'not' | 'set' }>;

function compare(condition: Comparison, value: Value): Verdict {
  switch (condition.op) {
    case 'equals':
      return same(value, condition.value);
    case 'in':
      return condition.values.some((member) => same(value, member));
    case 'matches':
      return compilePattern(condition.pattern)?.matchesWhole(String(value)) ?? false;
    case 'less-than':
      return ordered(value, (figure) => figure < condition.value);
    case 'at-most':
      return ordered(value, (figure) => figure <= condition.value);
    case 'greater-than':
      return ordered(value, (figure) => figure > condition.value);
    case 'at-least':
      return ordered(value, (figure) => figure >= condition.value);
    default:
      return unreachable(condition);
  }
}

function same(value: Value, expected: Value): boolean {
  if (typeof value === typeof expected) return value === expected;
  if (typeof expected === 'number') return toFigure(value) === expected;
  return String(value) === String(expected);
}

/** A value that is no number has no order: the question stays open, and a person is asked. */
function ordered(value: Value, test: (figure: number) => boolean): Verdict {
  const figure = toFigure(value);
  return figure === undefined ? 'missing' : test(figure);
}

function toFigure(value: Value): number | undefined {
  const figure = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return typeof value === 'boolean' || !Number.isFinite(figure) ? undefined : figure;
}
