import { describe, expect, it } from 'vitest';
import { at, listAt, type JsonObject, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { type KubeObject, nameOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { isReady } from '../../../../src/rehearsal/kubernetes/controllers/support/pods.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import {
  change,
  eventsAbout,
  get,
  podSpec,
  post,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

function set(kind: 'StatefulSet' | 'DaemonSet', spec: JsonObject = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'db' },
    spec: {
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: podSpec('db', 'web:1') },
      ...spec,
    },
  };
}

const pods = (world: World): readonly KubeObject[] => world.store.list('pods', 'prod');
const images = (world: World): readonly unknown[] =>
  pods(world).map((pod) => at(objectAt(listAt(pod, 'spec', 'containers')[0]), 'image'));
const containers = (image: string): readonly JsonObject[] =>
  listAt(podSpec('db', image), 'containers').map((one) => objectAt(one));

describe('a StatefulSet', () => {
  it('makes its pods one after the other, each when the ones before it are ready', async () => {
    const world = runningWorld();
    post(world, set('StatefulSet', { replicas: 3, serviceName: 'db' }));
    let most = 0;
    for (let step = 0; step < 40; step += 1) {
      await world.schedule.pass(500);
      const starting = pods(world).filter((pod) => !isReady(pod)).length;
      most = Math.max(most, starting);
    }
    expect(most).toBe(1);
    expect(pods(world).map(nameOf)).toEqual(['db-0', 'db-1', 'db-2']);
    const status = objectAt(get(world, 'statefulsets.apps', 'db'), 'status');
    expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, currentReplicas: 3, updatedReplicas: 3 });
    expect(status['currentRevision']).toBe(status['updateRevision']);
    expect(eventsAbout(world, 'db')).toContain(
      'SuccessfulCreate: create Pod db-2 in StatefulSet db successful',
    );
  });

  it('renews its pods from the last to the first, and takes the last away when it shrinks', async () => {
    const world = runningWorld();
    post(world, set('StatefulSet', { replicas: 3, serviceName: 'db' }));
    await world.schedule.pass(30_000);
    change(world, 'statefulsets.apps', 'db', ['spec', 'template', 'spec', 'containers'], containers('web:2'));
    await world.schedule.pass(4000);
    expect(images(world).filter((image) => image === 'web:2').length).toBeLessThanOrEqual(1);
    expect(images(world).slice(0, 2)).toEqual(['web:1', 'web:1']);
    await world.schedule.pass(30_000);
    expect(images(world)).toEqual(['web:2', 'web:2', 'web:2']);
    expect(world.store.list('controllerrevisions.apps', 'prod')).toHaveLength(2);
    change(world, 'statefulsets.apps', 'db', ['spec', 'replicas'], 1);
    await world.schedule.pass(10_000);
    expect(pods(world).map(nameOf)).toEqual(['db-0']);
  });

  it('keeps the claim of each pod', async () => {
    const world = runningWorld();
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    post(
      world,
      set('StatefulSet', {
        replicas: 1,
        serviceName: 'db',
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
      }),
    );
    await world.schedule.pass(20_000);
    expect(world.store.list('persistentvolumeclaims', 'prod').map(nameOf)).toEqual(['data-db-0']);
    expect(pods(world).map(isReady)).toEqual([true]);
  });
});

describe('a DaemonSet', () => {
  it('runs a pod on every node, and renews them one node at a time', async () => {
    const world = runningWorld();
    post(world, set('DaemonSet'));
    await world.schedule.pass(10_000);
    const nodes = (): readonly unknown[] => pods(world).map((pod) => at(pod, 'spec', 'nodeName'));
    expect(new Set(nodes())).toEqual(new Set(['node-1', 'node-2', 'node-3']));
    const status = (): JsonObject => objectAt(get(world, 'daemonsets.apps', 'db'), 'status');
    expect(status()).toMatchObject({
      desiredNumberScheduled: 3,
      numberReady: 3,
      numberAvailable: 3,
      updatedNumberScheduled: 3,
    });
    change(world, 'daemonsets.apps', 'db', ['spec', 'template', 'spec', 'containers'], containers('web:2'));
    for (let step = 0; step < 40; step += 1) {
      await world.schedule.pass(500);
      expect(Number(status()['numberReady'])).toBeGreaterThanOrEqual(2);
    }
    expect(images(world)).toEqual(['web:2', 'web:2', 'web:2']);
    expect(new Set(nodes())).toEqual(new Set(['node-1', 'node-2', 'node-3']));
  });
});
