import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KubeObject,
  nameOf,
  versionOf,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { Store, type StoreChange } from '../../../../src/rehearsal/kubernetes/store/store.ts';

const configMap = (name: string, value: string, namespace = 'prod'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data: { value },
});

const name = fc.constantFrom('a', 'b', 'c');
const act = fc.oneof(
  fc.record({ what: fc.constant('put' as const), name, value: fc.string({ maxLength: 3 }) }),
  fc.record({ what: fc.constant('remove' as const), name }),
  fc.record({ what: fc.constant('compact' as const) }),
);

describe('the store of the simulated cluster', () => {
  it('raises the revision with every change, and writes it into the object', () => {
    const store = new Store();
    const first = store.put('configmaps', configMap('a', '1'));
    const second = store.put('configmaps', configMap('a', '2'));
    expect(Number(versionOf(second))).toBe(Number(versionOf(first)) + 1);
    expect(store.revision).toBe(Number(versionOf(second)));
  });

  it('lists one namespace, sorted by name', () => {
    const store = new Store();
    for (const [one, namespace] of [
      ['b', 'prod'],
      ['a', 'prod'],
      ['a', 'prod-2'],
    ] as const) {
      store.put('configmaps', configMap(one, '', namespace));
    }
    expect(store.list('configmaps', 'prod').map(nameOf)).toEqual(['a', 'b']);
    expect(store.list('configmaps')).toHaveLength(3);
  });

  it('says that a revision is expired once its changes are forgotten', () => {
    const store = new Store();
    const { metadata } = store.put('configmaps', configMap('a', '1'));
    const revision = Number(metadata['resourceVersion']);
    store.put('configmaps', configMap('a', '2'));
    expect(store.since('configmaps', revision)).toHaveLength(1);
    store.compact();
    expect(store.since('configmaps', revision)).toBe('expired');
    expect(store.since('configmaps', store.revision)).toEqual([]);
  });

  it('whoever lists and then follows the changes sees what the store holds, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(act), fc.array(act), (before, after) => {
        const store = new Store();
        before.forEach((one) => perform(store, one));
        const seen = new Map(store.list('configmaps').map((object) => [nameOf(object), object]));
        const from = store.revision;
        const live: StoreChange[] = [];
        store.subscribe((change) => live.push(change));
        after.forEach((one) => perform(store, one));
        for (const change of live) {
          if (change.type === 'DELETED') seen.delete(nameOf(change.object));
          else seen.set(nameOf(change.object), change.object);
        }
        expect([...seen.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))).toEqual(
          store.list('configmaps'),
        );
        const again = store.since('configmaps', from);
        expect(again === 'expired' ? live : again).toEqual(live);
      }),
    );
  });
});

function perform(store: Store, one: typeof act extends fc.Arbitrary<infer T> ? T : never): void {
  switch (one.what) {
    case 'put':
      store.put('configmaps', configMap(one.name, one.value));
      return;
    case 'remove':
      store.remove('configmaps', 'prod', one.name);
      return;
    case 'compact':
      store.compact();
  }
}
