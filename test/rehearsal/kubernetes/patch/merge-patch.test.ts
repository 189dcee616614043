import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { mergePatched } from '../../../../src/rehearsal/kubernetes/patch/merge-patch.ts';

/** The examples of RFC 7386, appendix A, that have an object on both sides. */
const examples: readonly (readonly [JsonObject, JsonObject, JsonObject])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

describe('a JSON merge patch', () => {
  it.each(examples)('%j with %j is %j', (object, patch, expected) => {
    expect(mergePatched(object, patch)).toEqual(expected);
  });

  it('leaves no null of its own behind, and changes nothing the second time', () => {
    const value = fc.letrec<{ object: JsonObject }>((tie) => ({
      object: fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1, 'x'), fc.constant([null]), tie('object')),
        { noNullPrototype: true },
      ),
    })).object;
    fc.assert(
      fc.property(value, value, (object, patch) => {
        const once = mergePatched(object, patch);
        expect(mergePatched(once, patch)).toEqual(once);
      }),
    );
  });
});
