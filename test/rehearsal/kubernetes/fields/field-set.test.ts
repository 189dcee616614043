import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  difference,
  type FieldSet,
  fieldSet,
  fromFieldsV1,
  intersection,
  noFields,
  oneField,
  sameFields,
  toFieldsV1,
  union,
  without,
  withParents,
} from '../../../../src/rehearsal/kubernetes/fields/field-set.ts';
import { pathsOf } from '../../../../src/rehearsal/kubernetes/patch/apply/conflicts.ts';

const element = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'k:{"name":"y"}', 'v:"z"', 'i:0');
const path = fc.array(element, { minLength: 1, maxLength: 4 });
const someFields = fc.array(path, { maxLength: 8 }).map((paths) => paths.map(alone).reduce(union, noFields));

function alone(elements: readonly string[]): FieldSet {
  const [first, ...rest] = elements;
  return first === undefined ? oneField : fieldSet(false, [[first, alone(rest)]]);
}

function names(fields: FieldSet): Set<string> {
  return new Set(pathsOf(fields));
}

describe('a set of fields', () => {
  it('is the same after it was written as FieldsV1 and read again', () => {
    fc.assert(
      fc.property(someFields, (fields) => {
        const read = fromFieldsV1(toFieldsV1(fields));
        expect(read !== undefined && sameFields(read, fields)).toBe(true);
      }),
    );
  });

  it('combines as sets of paths do', () => {
    fc.assert(
      fc.property(someFields, someFields, (a, b) => {
        const [inA, inB] = [names(a), names(b)];
        const all = [...new Set([...inA, ...inB])];
        expect(names(union(a, b))).toEqual(new Set(all));
        expect(names(difference(a, b))).toEqual(new Set(all.filter((one) => inA.has(one) && !inB.has(one))));
        expect(names(intersection(a, b))).toEqual(new Set(all.filter((one) => inA.has(one) && inB.has(one))));
        expect(sameFields(a, b)).toBe(all.every((one) => inA.has(one) && inB.has(one)));
      }),
    );
  });

  it('loses what is below a field too where that is meant', () => {
    const fields = union(alone(['f:spec', 'f:a']), union(alone(['f:spec', 'f:a', 'f:b']), alone(['f:c'])));
    expect(names(without(fields, alone(['f:spec', 'f:a'])))).toEqual(new Set(['.c']));
    expect(names(difference(fields, alone(['f:spec', 'f:a'])))).toEqual(new Set(['.spec.a.b', '.c']));
  });

  it('names the fields on the way, and not the items', () => {
    const fields = alone(['f:spec', 'f:list', 'k:{"name":"x"}', 'f:image']);
    expect(names(withParents(fields))).toEqual(
      new Set(['.spec', '.spec.list', '.spec.list[name="x"].image']),
    );
  });

  it('is written with a dot for a field that has others below it', () => {
    const fields = union(alone(['f:labels']), alone(['f:labels', 'f:app']));
    expect(toFieldsV1(fields)).toEqual({ 'f:labels': { '.': {}, 'f:app': {} } });
  });

  it.each([[null], ['f:a'], [{ a: {} }], [{ 'f:a': 1 }], [[]]])('is not read from %j', (value) => {
    expect(fromFieldsV1(value)).toBeUndefined();
  });
});
