import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { jsonPatched } from '../../../../src/rehearsal/kubernetes/patch/json-patch.ts';

const object = { spec: { replicas: 1, list: ['a', 'b'] } };

describe('a JSON patch', () => {
  it('does its operations one after the other, on a copy', () => {
    const patch = [
      { op: 'test', path: '/spec/replicas', value: 1 },
      { op: 'replace', path: '/spec/replicas', value: 2 },
      { op: 'add', path: '/spec/list/1', value: 'x' },
      { op: 'add', path: '/spec/list/-', value: 'z' },
      { op: 'move', from: '/spec/replicas', path: '/spec/count' },
      { op: 'copy', from: '/spec/count', path: '/spec/a~1b' },
      { op: 'remove', path: '/spec/list/0' },
    ];
    expect(jsonPatched(object, patch)).toEqual({
      ok: true,
      value: { spec: { count: 2, 'a/b': 2, list: ['x', 'b', 'z'] } },
    });
    expect(object).toEqual({ spec: { replicas: 1, list: ['a', 'b'] } });
  });

  const impossible: readonly Json[] = [
    [{ op: 'test', path: '/spec/replicas', value: 7 }],
    [{ op: 'remove', path: '/spec/nothing' }],
    [{ op: 'replace', path: '/spec/nothing', value: 1 }],
    [{ op: 'add', path: '/spec/list/9', value: 1 }],
    [{ op: 'frob', path: '/spec' }],
    [{ op: 'replace', path: 'spec', value: 1 }],
    [{ op: 'replace', path: '', value: 1 }],
  ];
  it.each(impossible)('that can’t be done is invalid: %j', (operation) => {
    expect(jsonPatched(object, [operation])).toEqual({
      ok: false,
      failure: {
        reason: 'Invalid',
        message: 'the server rejected our request due to an error in our request',
        details: {},
      },
    });
  });

  it('that is no list is a bad request', () => {
    expect(jsonPatched(object, { op: 'add' })).toMatchObject({
      failure: {
        reason: 'BadRequest',
        message: 'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
      },
    });
  });
});
