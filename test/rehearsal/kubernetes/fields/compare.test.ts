import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, fieldsOf, isSame } from '../../../../src/rehearsal/kubernetes/fields/compare.ts';
import { compareObjects } from '../../../../src/rehearsal/kubernetes/fields/compare-objects.ts';
import { shapeOf } from '../../../../src/rehearsal/kubernetes/fields/shapes/kinds.ts';
import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { sameJson } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { pathsOf } from '../../../../src/rehearsal/kubernetes/patch/apply/conflicts.ts';
import { deploymentOf } from '../../../fixtures/rehearsal/deployment.ts';

const pod = shapeOf('Pod');
const service = shapeOf('Service');

function differences(before: JsonObject, after: JsonObject): Readonly<Record<string, readonly string[]>> {
  const { added, modified, removed } = compare(pod, { spec: before }, { spec: after });
  return { added: pathsOf(added), modified: pathsOf(modified), removed: pathsOf(removed) };
}

describe('the fields of an object', () => {
  it('are its leaves, with lists by their keys, sets by their values, and wholes as one', () => {
    const object = {
      metadata: {
        finalizers: ['a/b'],
        ownerReferences: [{ uid: 'u', kind: 'Job', name: 'x' }],
        annotations: {},
      },
      spec: {
        containers: [{ name: 'web', args: ['x'], ports: [{ containerPort: 80 }] }],
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'k' }],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    };
    expect(pathsOf(fieldsOf(pod, object))).toEqual([
      '.metadata.annotations',
      '.metadata.finalizers[="a/b"]',
      '.metadata.ownerReferences[uid="u"]',
      '.spec.containers[name="web"]',
      '.spec.containers[name="web"].args',
      '.spec.containers[name="web"].name',
      // A port without a protocol is one of TCP.
      '.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]',
      '.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"].containerPort',
      '.spec.nodeSelector',
      '.spec.tolerations',
      '.spec.volumes[name="tmp"]',
      '.spec.volumes[name="tmp"].emptyDir',
      '.spec.volumes[name="tmp"].name',
    ]);
  });

  it('tell two ports of the same number apart by protocol', () => {
    const ports = [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ];
    expect(pathsOf(fieldsOf(service, { spec: { ports } }))).toContain(
      '.spec.ports[port=53,protocol="TCP"].port',
    );
  });
});

describe('what differs', () => {
  it('is what was added, with all that is in it', () => {
    expect(differences({ hostname: 'x' }, { hostname: 'x', affinity: { podAffinity: { a: 1 } } })).toEqual({
      added: ['.spec.affinity', '.spec.affinity.podAffinity', '.spec.affinity.podAffinity.a'],
      modified: [],
      removed: [],
    });
  });

  it('is what was modified, as a whole where it is one', () => {
    expect(
      differences({ hostname: 'x', nodeSelector: { a: '1' } }, { hostname: 'y', nodeSelector: { b: '1' } }),
    ).toEqual({
      added: [],
      modified: ['.spec.hostname', '.spec.nodeSelector'],
      removed: [],
    });
  });

  it('is what was removed, and no order of items', () => {
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    expect(differences({ containers: [a, b] }, { containers: [b] })).toEqual({
      added: [],
      modified: [],
      removed: ['.spec.containers[name="a"]', '.spec.containers[name="a"].name'],
    });
    expect(isSame(compare(pod, { spec: { containers: [a, b] } }, { spec: { containers: [b, a] } }))).toBe(
      true,
    );
  });

  it('does not count where it can’t be written that way', () => {
    const before = deploymentOf();
    const after = { ...deploymentOf({ spec: { replicas: 5 } }), status: { replicas: 5 } };
    expect(pathsOf(compareObjects(before, after, '').modified)).toEqual(['.spec.replicas']);
    expect(pathsOf(compareObjects(before, after, 'status').modified)).toEqual([]);
    expect(pathsOf(compareObjects(before, after, 'status').added)).toEqual(['.status.replicas']);
  });

  it('is nothing exactly where both are the same', () => {
    const leaf = fc.constantFrom('a', 'b', 1, true);
    const object = fc.dictionary(
      fc.constantFrom('hostname', 'nodeSelector', 'tolerations', 'x'),
      fc.oneof(
        leaf,
        fc.array(leaf, { minLength: 1 }),
        fc.dictionary(fc.constantFrom('p', 'q'), leaf, { minKeys: 1, noNullPrototype: true }),
      ),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(object, object, (before, after) => {
        const same = isSame(compare(pod, { spec: before }, { spec: after }));
        expect(same).toBe(sameJson(before, after));
      }),
    );
  });
});
