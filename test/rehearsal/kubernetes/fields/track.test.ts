import { describe, expect, it } from 'vitest';
import { readManagers, sameManager } from '../../../../src/rehearsal/kubernetes/fields/managers.ts';
import { tracked, type Writing } from '../../../../src/rehearsal/kubernetes/fields/track.ts';
import { isObject, type JsonObject, listAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { type KubeObject, withMetadata } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { pathsOf } from '../../../../src/rehearsal/kubernetes/patch/apply/conflicts.ts';
import { deploymentOf } from '../../../fixtures/rehearsal/deployment.ts';

const start = Date.parse('2026-03-03T10:00:00Z');

function writing(manager: string, seconds = 0, subresource = ''): Writing {
  return { manager, operation: 'Update', subresource, now: start + seconds * 1000 };
}

/** As `manager[/subresource]: paths`, in the order of managedFields. */
function owners(object: KubeObject): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    (readManagers(object) ?? []).map(({ manager, subresource, fields }) => [
      subresource === '' ? manager : `${manager}/${subresource}`,
      pathsOf(fields),
    ]),
  );
}

const created = tracked(undefined, deploymentOf(), writing('alice'));

function changed(object: KubeObject, spec: JsonObject): KubeObject {
  const { managedFields } = object.metadata;
  return withMetadata(deploymentOf({ spec }), { managedFields });
}

describe('the managers of fields', () => {
  it('are written as the server writes them', () => {
    expect(created.metadata['managedFields']).toEqual([
      {
        manager: 'alice',
        operation: 'Update',
        apiVersion: 'apps/v1',
        time: '2026-03-03T10:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
          'f:spec': {
            'f:replicas': {},
            'f:selector': {},
            'f:template': {
              'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
              'f:spec': {
                'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {}, 'f:name': {} } },
              },
            },
          },
        },
      },
    ]);
  });

  it('change with the field: who writes it owns it, and nobody else does', () => {
    const after = owners(tracked(created, changed(created, { replicas: 2 }), writing('bob', 5)));
    expect(after['bob']).toEqual(['.spec.replicas']);
    expect(after['alice']).not.toContain('.spec.replicas');
  });

  it('stay, with their time, when nothing changes', () => {
    expect(tracked(created, changed(created, {}), writing('bob', 5))).toEqual(created);
    expect(tracked(created, changed(created, {}), writing('alice', 5))).toEqual(created);
  });

  it('lose what is gone, and go with their last field', () => {
    const two = tracked(created, changed(created, { paused: true }), writing('bob', 5));
    expect(owners(two)['bob']).toEqual(['.spec.paused']);
    expect(owners(tracked(two, changed(two, {}), writing('carol', 6)))).toEqual(owners(created));
  });

  it('are told apart by subresource, and own no part that it can’t write', () => {
    const status = { ...created, status: { replicas: 1 }, spec: { replicas: 9 } };
    const after = owners(tracked(created, status, writing('alice', 5, 'status')));
    expect(after['alice/status']).toEqual(['.status.replicas']);
    const whole = owners(tracked(created, { ...created, status: { replicas: 1 } }, writing('bob', 5)));
    expect(whole['bob']).toBeUndefined();
  });

  it('come in the order of their times', () => {
    const two = tracked(created, changed(created, { replicas: 2 }), writing('aaron', 9));
    const three = tracked(two, changed(two, { replicas: 2, paused: true }), writing('zoe', 5));
    expect(Object.keys(owners(three))).toEqual(['alice', 'zoe', 'aaron']);
  });

  it('can be rewritten by a client, and are kept where it leaves them out or gets them wrong', () => {
    const next = changed(created, { replicas: 2 });
    const renamed = listAt(created.metadata, 'managedFields').map((entry) =>
      isObject(entry) ? { ...entry, manager: 'dora' } : entry,
    );
    const after = tracked(created, withMetadata(next, { managedFields: renamed }), writing('bob', 5));
    expect(Object.keys(owners(after))).toEqual(['dora', 'bob']);
    for (const sent of [undefined, [], [{ manager: 'x', operation: 'Frob' }]]) {
      const kept = tracked(created, withMetadata(next, { managedFields: sent }), writing('bob', 5));
      expect(Object.keys(owners(kept))).toEqual(['alice', 'bob']);
    }
  });

  it('can’t be rewritten by way of a subresource', () => {
    const sent = withMetadata({ ...created, status: { replicas: 1 } }, { managedFields: [{}] });
    expect(Object.keys(owners(tracked(created, sent, writing('bob', 5, 'status'))))).toEqual([
      'alice',
      'bob/status',
    ]);
  });

  it('are told apart by the version that they wrote in, but for those who apply', () => {
    const [entry] = readManagers(created) ?? [];
    if (entry === undefined) throw new Error('nobody manages it');
    const older = { ...entry, apiVersion: 'apps/v1beta2' };
    expect(sameManager(entry, older)).toBe(false);
    expect(sameManager({ ...entry, operation: 'Apply' }, { ...older, operation: 'Apply' })).toBe(true);
  });

  it('are gone after one empty entry, and come back only with an apply', () => {
    const next = withMetadata(changed(created, { replicas: 2 }), { managedFields: [{}] });
    const wiped = tracked(created, next, writing('bob', 5));
    expect(wiped.metadata['managedFields']).toBeUndefined();
    const later = tracked(wiped, changed(wiped, { replicas: 3 }), writing('bob', 6));
    expect(later.metadata['managedFields']).toBeUndefined();
  });
});
