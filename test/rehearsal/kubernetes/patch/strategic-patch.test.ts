import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../../src/rehearsal/kubernetes/fields/shapes/kinds.ts';
import { at, type Json, type JsonObject, listAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  missingMergeKey,
  strategicPatched,
} from '../../../../src/rehearsal/kubernetes/patch/strategic-patch.ts';

const pod = shapeOf('Pod');

function patchedSpec(spec: JsonObject, patch: JsonObject): Json | undefined {
  return at(strategicPatched({ spec }, { spec: patch }, pod), 'spec');
}

function container(name: string, more: JsonObject = {}): JsonObject {
  return { name, ...more };
}

describe('a strategic merge patch', () => {
  it('merges the items of a list by their key, in depth', () => {
    const before = {
      containers: [container('a', { image: 'a:1', env: [{ name: 'X', value: '1' }] }), container('b')],
    };
    const patch = { containers: [container('a', { env: [{ name: 'Y', value: '2' }] })] };
    expect(patchedSpec(before, patch)).toEqual({
      containers: [
        {
          name: 'a',
          image: 'a:1',
          // What is new comes before what only the server has.
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '1' },
          ],
        },
        container('b'),
      ],
    });
  });

  it('replaces a list that has no key, and merges a map that apply takes as a whole', () => {
    const before = { tolerations: [{ key: 'a' }], nodeSelector: { a: '1', b: '2' } };
    const patch = { tolerations: [{ key: 'b' }], nodeSelector: { b: null, c: '3' } };
    expect(patchedSpec(before, patch)).toEqual({
      tolerations: [{ key: 'b' }],
      nodeSelector: { a: '1', c: '3' },
    });
  });

  it('puts a value in the place of the old one where the type says so', () => {
    const budget = { spec: { selector: { matchLabels: { a: '1' } } } };
    const patch = { spec: { selector: { matchLabels: { b: '2' } } } };
    expect(strategicPatched(budget, patch, shapeOf('PodDisruptionBudget'))).toEqual(patch);
  });

  it('takes an item away, or the whole list, or the whole object, by $patch', () => {
    const before = { containers: [container('a'), container('b')], securityContext: { runAsUser: 1 } };
    expect(patchedSpec(before, { containers: [{ name: 'a', $patch: 'delete' }] })).toMatchObject({
      containers: [container('b')],
    });
    expect(patchedSpec(before, { containers: [container('c'), { $patch: 'replace' }] })).toMatchObject({
      containers: [container('c')],
    });
    expect(patchedSpec(before, { $patch: 'replace', hostNetwork: true })).toEqual({ hostNetwork: true });
    expect(patchedSpec(before, { securityContext: { $patch: 'delete' } })).toMatchObject({
      securityContext: {},
    });
  });

  it('keeps the named fields alone by $retainKeys', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    const patch = { strategy: { $retainKeys: ['type'], type: 'Recreate' } };
    expect(strategicPatched({ spec: { strategy } }, { spec: patch }, shapeOf('Deployment'))).toEqual({
      spec: { strategy: { type: 'Recreate' } },
    });
  });

  it('orders a list by $setElementOrder, with what only the server has in its place', () => {
    const before = { containers: ['a', 'b', 'c', 'd'].map((name) => container(name)) };
    const patch = {
      '$setElementOrder/containers': ['d', 'b', 'new'].map((name) => container(name)),
      containers: [container('new', { image: 'x' })],
    };
    expect(patchedSpec(before, patch)).toEqual({
      containers: [
        container('a'),
        container('c'),
        container('d'),
        container('b'),
        container('new', { image: 'x' }),
      ],
    });
  });

  it('treats a list of words as a set, and takes words out of it', () => {
    const before = { metadata: { finalizers: ['a', 'b'] } };
    const more = strategicPatched(before, { metadata: { finalizers: ['c', 'a'] } }, pod);
    expect(more).toEqual({ metadata: { finalizers: ['c', 'a', 'b'] } });
    const less = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } };
    expect(strategicPatched(more, less, pod)).toEqual({ metadata: { finalizers: ['c', 'b'] } });
  });

  it('needs the key of each item', () => {
    expect(missingMergeKey({ spec: { containers: [{ image: 'x' }] } }, pod)).toBe(
      'map: map[image:x] does not contain declared merge key: name',
    );
    expect(missingMergeKey({ spec: { containers: [{ $patch: 'replace' }] } }, pod)).toBeUndefined();
  });
});

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 });
const variables = names.chain((chosen) =>
  fc.tuple(...chosen.map((name) => fc.constantFrom('1', '2').map((value) => ({ name, value })))),
);
const containers = names.chain((chosen) =>
  fc.tuple(...chosen.map((name) => variables.map((env) => container(name, { env })))),
);
const template = fc.record({ containers, terminationGracePeriodSeconds: fc.nat(9) });

describe('strategic merge patches of pod templates', () => {
  it('change nothing when they are empty, or say what is there', () => {
    fc.assert(
      fc.property(template, (spec) => {
        expect(patchedSpec(spec, {})).toEqual(spec);
        expect(patchedSpec(spec, spec)).toEqual(spec);
      }),
    );
  });

  it('have all of the patch in them, and every name of both once', () => {
    fc.assert(
      fc.property(template, template, (spec, patch) => {
        const after = patchedSpec(spec, patch);
        const all = [...spec.containers, ...patch.containers].map(({ name }) => name);
        const kept = listAt(after, 'containers').map((one) => at(one, 'name'));
        expect(kept).toHaveLength(new Set(all).size);
        expect(new Set(kept)).toEqual(new Set(all));
        expect(patchedSpec(asObject(after), patch)).toEqual(after);
      }),
    );
  });

  it('undo what they have added by deleting it', () => {
    fc.assert(
      fc.property(template, names, (spec, chosen) => {
        const fresh = chosen.map((name) => container(`new-${name}`));
        const added = patchedSpec(spec, { containers: fresh });
        const gone = fresh.map((one) => ({ ...one, $patch: 'delete' }));
        expect(patchedSpec(asObject(added), { containers: gone })).toEqual(spec);
      }),
    );
  });
});

function asObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  return Object.fromEntries(Object.entries(value));
}
