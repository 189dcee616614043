import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, ConditionResult, Value } from '../../src/runbook/condition.ts';
import { describeCondition } from '../../src/runbook/conditions/describe.ts';
import { conditionNames, evaluateCondition } from '../../src/runbook/conditions/evaluate.ts';
import { conditionSchema } from '../../src/runbook/conditions/schema.ts';

const values = { tier: 'gold', rate: 12, text: '20', on: true, empty: '' };

function holds(written: unknown): ConditionResult['holds'] {
  return evaluateCondition(conditionSchema.parse(written), values).holds;
}

describe('evaluateCondition', () => {
  it.each<[unknown, ConditionResult['holds']]>([
    [{ value: 'tier', equals: 'gold' }, true],
    [{ value: 'on', equals: true }, true],
    [{ value: 'text', equals: 20 }, true],
    [{ value: 'tier', in: ['silver', 'gold'] }, true],
    [{ value: 'tier', matches: 'g.*' }, true],
    [{ value: 'tier', matches: 'g' }, false],
    [{ value: 'rate', 'less-than': 12 }, false],
    [{ value: 'rate', 'at-most': 12 }, true],
    [{ value: 'rate', 'greater-than': 11.5 }, true],
    [{ value: 'text', 'at-least': 20 }, true],
    [{ value: 'tier', 'at-least': 20 }, 'missing'],
    [{ value: 'gone', equals: 'x' }, 'missing'],
    [{ value: 'gone', set: false }, true],
    [{ value: 'empty', set: true }, false],
    [{ not: { value: 'gone', equals: 'x' } }, 'missing'],
    [
      {
        all: [
          { value: 'gone', equals: 'x' },
          { value: 'tier', equals: 'tin' },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { value: 'gone', equals: 'x' },
          { value: 'tier', equals: 'gold' },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { value: 'gone', equals: 'x' },
          { value: 'tier', equals: 'tin' },
        ],
      },
      'missing',
    ],
  ])('%j is %s', (written, expected) => {
    expect(holds(written)).toBe(expected);
  });

  it('records what it read and what it lacks', () => {
    const condition = conditionSchema.parse({
      all: [
        { value: 'rate', 'at-least': 5 },
        { value: 'gone', equals: 'x' },
      ],
    });
    expect(evaluateCondition(condition, values)).toEqual({
      holds: 'missing',
      missing: ['gone'],
      inputs: { rate: 12 },
    });
    expect(conditionNames(condition)).toEqual(['rate', 'gone']);
  });

  it('names a value that is there and is no number as missing', () => {
    const condition = conditionSchema.parse({ value: 'tier', 'at-least': 5 });
    expect(evaluateCondition(condition, values)).toEqual({
      holds: 'missing',
      missing: ['tier'],
      inputs: { tier: 'gold' },
    });
  });

  it('reads no inherited property', () => {
    expect(holds({ value: 'constructor', set: true })).toBe(false);
  });

  it('turns around under not, whatever the values', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(value, value, (given: Value, expected: Value) => {
        const condition: Condition = { op: 'equals', name: 'x', value: expected };
        const plain = evaluateCondition(condition, { x: given }).holds;
        expect(evaluateCondition({ op: 'not', condition }, { x: given }).holds).toBe(plain === false);
      }),
    );
  });
});

describe('conditionSchema', () => {
  it.each([
    {},
    { value: 'a' },
    { value: 'a', equals: 1, set: true },
    { value: 'a', equal: 1 },
    { value: 'A', equals: 1 },
    { all: [] },
    { value: 'a', matches: '(' },
    { value: 'a', matches: '(?=x)' },
    { any: [{ value: 'a', set: true }], not: { value: 'a', set: true } },
    'a == b',
  ])('refuses %j', (written) => {
    expect(conditionSchema.safeParse(written).success).toBe(false);
  });
});

describe('describeCondition', () => {
  it('says it in words', () => {
    const condition = conditionSchema.parse({
      any: [
        { value: 'rate', 'at-least': 20 },
        { all: [{ value: 'tier', in: ['a', 'b'] }, { not: { value: 'x', set: true } }] },
      ],
    });
    expect(describeCondition(condition)).toBe(
      'rate is at least 20 or (tier is "a" or "b" and not (x is given))',
    );
  });
});
