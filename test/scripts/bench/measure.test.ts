import { expect, it } from 'vitest';
import { measureInterleaved, type Subject } from '../../../scripts/bench/measure.ts';

it('measures subjects in turn, and counts nothing of the first time', async () => {
  const order: string[] = [];
  const subject = (name: string, atMost?: number): Subject => ({
    name,
    ...(atMost === undefined ? {} : { atMost }),
    measure: () => Promise.resolve(new Map([[name, [order.push(name)]]])),
  });
  const values = await measureInterleaved(
    [subject('a'), subject('b'), subject('long', 1)],
    2,
    () => undefined,
  );
  expect(order).toEqual(['a', 'b', 'a', 'b', 'long', 'a', 'b']);
  expect(values).toEqual(
    new Map([
      ['a', [3, 6]],
      ['b', [4, 7]],
      ['long', [5]],
    ]),
  );
});

it('ends with the first that fails', async () => {
  const failing: Subject = { name: 'failing', measure: () => Promise.reject(new Error('it ended with 1')) };
  await expect(measureInterleaved([failing], 1, () => undefined)).rejects.toThrow('it ended with 1');
});
