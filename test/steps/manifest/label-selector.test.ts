import { describe, expect, it } from 'vitest';
import { selectorOf } from '../../../src/steps/manifest/label-selector.ts';

const labels = { app: 'api', tier: '' };

function expression(key: string, operator: string, ...values: readonly string[]) {
  return { matchExpressions: [{ key, operator, values }] };
}

describe('a label selector', () => {
  it.each([
    [{}, true],
    [undefined, true],
    [{ matchLabels: { app: 'api' } }, true],
    [{ matchLabels: { app: 'api', tier: 'web' } }, false],
    [{ matchLabels: { tier: '' } }, true],
    [{ matchLabels: { other: '' } }, false],
    [expression('app', 'In', 'web', 'api'), true],
    [expression('app', 'NotIn', 'api'), false],
    [expression('other', 'NotIn', 'api'), true],
    [expression('tier', 'Exists'), true],
    [expression('other', 'DoesNotExist'), true],
    [expression('app', 'OfTheFuture', 'api'), false],
    [{ matchLabels: { app: 'api' }, ...expression('tier', 'DoesNotExist') }, false],
  ])('%j: %s', (selector, selected) => {
    expect(selectorOf(selector)(labels)).toBe(selected);
  });
});
