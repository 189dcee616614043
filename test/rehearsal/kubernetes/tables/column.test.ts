import { describe, expect, it } from 'vitest';
import { firstOf, labelsText, selectorText } from '../../../../src/rehearsal/kubernetes/tables/column.ts';

describe('a selector as text', () => {
  it('is sorted by key, with each operator in its own form', () => {
    expect(
      selectorText({
        matchLabels: { tier: 'front', app: 'web' },
        matchExpressions: [
          { key: 'zone', operator: 'NotIn', values: ['c', 'b'] },
          { key: 'ring', operator: 'In', values: ['a'] },
          { key: 'live', operator: 'Exists' },
          { key: 'old', operator: 'DoesNotExist' },
        ],
      }),
    ).toBe('app=web,live,!old,ring in (a),tier=front,zone notin (b,c)');
  });

  it('is <none> where it selects by nothing', () => {
    expect(selectorText({})).toBe('<none>');
    expect(selectorText(undefined)).toBe('<none>');
  });
});

describe('labels as text', () => {
  it('are sorted', () => {
    expect(labelsText({ b: '2', a: '1' })).toBe('a=1,b=2');
    expect(labelsText({})).toBe('<none>');
  });
});

describe('the first of a list', () => {
  it('says how many more there are', () => {
    expect(firstOf(['a', 'b'], 2)).toBe('a,b');
    expect(firstOf(['a', 'b', 'c', 'd'], 2, ', ')).toBe('a, b + 2 more...');
  });
});
