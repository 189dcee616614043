import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import { at, listAt, numberAt, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  annotationsOf,
  labelsOf,
  nameOf,
  ownersOf,
  type KubeObject,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import {
  change,
  deployment,
  drop,
  eventsAbout,
  get,
  post,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

const web = (world: World): KubeObject => get(world, 'deployments.apps', 'web');
const sets = (world: World): readonly KubeObject[] => world.store.list('replicasets.apps', 'prod');
const pods = (world: World): readonly KubeObject[] => world.store.list('pods', 'prod');
const imageOf = (pod: KubeObject): unknown => at(objectAt(listAt(pod, 'spec', 'containers')[0]), 'image');
const progressing = (world: World): unknown => conditionOf(web(world), 'Progressing');
const image = ['spec', 'template', 'spec', 'containers'] as const;
const withImage = (name: string): readonly { readonly [key: string]: string }[] => [
  { name: 'web', image: name },
];

describe('a Deployment', () => {
  it('makes a ReplicaSet whose pods run, are ready and available', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    expect(objectAt(web(world), 'status')).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    });
    expect(at(web(world), 'status', 'unavailableReplicas')).toBeUndefined();
    const [set] = sets(world);
    expect(conditionOf(web(world), 'Available')).toMatchObject({
      status: 'True',
      reason: 'MinimumReplicasAvailable',
    });
    expect(progressing(world)).toMatchObject({
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${set === undefined ? '' : nameOf(set)}" has successfully progressed.`,
    });
    expect(annotationsOf(web(world))['deployment.kubernetes.io/revision']).toBe('1');
    expect(new Set(pods(world).map((pod) => at(pod, 'spec', 'nodeName')))).toEqual(
      new Set(['node-1', 'node-2']),
    );
    expect(pods(world).map((pod) => labelsOf(pod)['pod-template-hash'])).toEqual(
      Array.from({ length: 2 }, () => (set === undefined ? '' : labelsOf(set)['pod-template-hash'])),
    );
  });

  it('never has fewer ready pods than it may, nor more than its surge, while it moves to a new template', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    change(world, 'deployments.apps', 'web', image, withImage('web:2'));
    for (let second = 0; second < 30; second += 1) {
      await world.schedule.pass(500);
      const living = pods(world).filter((pod) => at(pod.metadata, 'deletionTimestamp') === undefined);
      expect(numberAt(web(world), 'status', 'availableReplicas')).toBeGreaterThanOrEqual(2);
      expect(living.length).toBeLessThanOrEqual(3);
    }
    expect(pods(world).map(imageOf)).toEqual(['web:2', 'web:2']);
    expect(eventsAbout(world, 'web').filter((text) => text.startsWith('ScalingReplicaSet'))).toHaveLength(5);
  });

  it('goes back to the ReplicaSet of an earlier template with a new revision', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    change(world, 'deployments.apps', 'web', image, withImage('web:2'));
    await world.schedule.pass(20_000);
    const [first] = sets(world).filter((set) => numberAt(set, 'spec', 'replicas') === 0);
    change(world, 'deployments.apps', 'web', image, listAt(first, 'spec', 'template', 'spec', 'containers'));
    await world.schedule.pass(20_000);
    expect(sets(world)).toHaveLength(2);
    expect(annotationsOf(web(world))['deployment.kubernetes.io/revision']).toBe('3');
    const back = get(world, 'replicasets.apps', first === undefined ? '' : nameOf(first));
    expect(numberAt(back, 'status', 'availableReplicas')).toBe(2);
    expect(annotationsOf(back)).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });

  it('has a release that crashes time out, with the old pods still there', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    change(world, 'deployments.apps', 'web', image, withImage('web:bad'));
    await world.schedule.pass(110_000);
    expect(progressing(world)).toMatchObject({ status: 'True', reason: 'ReplicaSetUpdated' });
    await world.schedule.pass(20_000);
    expect(progressing(world)).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    expect(conditionOf(web(world), 'Available')).toMatchObject({ status: 'True' });
    expect(objectAt(web(world), 'status')).toMatchObject({
      replicas: 3,
      updatedReplicas: 1,
      unavailableReplicas: 1,
    });
  });

  it('does nothing with a new template while it is paused, and says so', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    change(world, 'deployments.apps', 'web', ['spec', 'paused'], true);
    change(world, 'deployments.apps', 'web', image, withImage('web:2'));
    await world.schedule.pass(10_000);
    expect(pods(world).map(imageOf)).toEqual(['web:1', 'web:1']);
    expect(progressing(world)).toMatchObject({ status: 'Unknown', reason: 'DeploymentPaused' });
    change(world, 'deployments.apps', 'web', ['spec', 'paused'], undefined);
    await world.schedule.pass(20_000);
    expect(pods(world).map(imageOf)).toEqual(['web:2', 'web:2']);
  });

  it('takes all old pods away before it makes new ones with Recreate', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1', { strategy: { type: 'Recreate' } }));
    await world.schedule.pass(10_000);
    change(world, 'deployments.apps', 'web', image, withImage('web:2'));
    for (let second = 0; second < 20; second += 1) {
      await world.schedule.pass(500);
      expect(new Set(pods(world).map(imageOf)).size).toBeLessThanOrEqual(1);
    }
    expect(pods(world).map(imageOf)).toEqual(['web:2', 'web:2']);
  });

  it('follows its number of replicas up and down', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    for (const replicas of [5, 1, 0]) {
      change(world, 'deployments.apps', 'web', ['spec', 'replicas'], replicas);
      await world.schedule.pass(10_000);
      expect(pods(world)).toHaveLength(replicas);
      expect(numberAt(web(world), 'status', 'availableReplicas') ?? 0).toBe(replicas);
    }
  });

  it('keeps as many old ReplicaSets as its history limit', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    for (const revision of ['a', 'b', 'c', 'd']) {
      await world.schedule.pass(20_000);
      change(world, 'deployments.apps', 'web', ['spec', 'template', 'metadata', 'annotations'], { revision });
    }
    await world.schedule.pass(20_000);
    const revisions = sets(world).map((set) => annotationsOf(set)['deployment.kubernetes.io/revision']);
    expect(new Set(revisions)).toEqual(new Set(['3', '4', '5']));
  });

  it('makes a deleted pod again', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    const [victim] = pods(world).map(nameOf);
    drop(world, 'pods', victim ?? '');
    await world.schedule.pass(10_000);
    expect(pods(world)).toHaveLength(2);
    expect(pods(world).map(nameOf)).not.toContain(victim);
    expect(numberAt(web(world), 'status', 'availableReplicas')).toBe(2);
  });

  it('counts a pod as available once it has been ready for as long as it asks', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1', { minReadySeconds: 30 }));
    await world.schedule.pass(20_000);
    expect(objectAt(web(world), 'status')).toMatchObject({ readyReplicas: 2, unavailableReplicas: 2 });
    await world.schedule.pass(20_000);
    expect(objectAt(web(world), 'status')).toMatchObject({ readyReplicas: 2, availableReplicas: 2 });
  });

  it('lets a pod go whose labels are changed, and makes another', async () => {
    const world = runningWorld();
    post(world, deployment('web', 'web:1'));
    await world.schedule.pass(10_000);
    const [odd] = pods(world).map(nameOf);
    change(world, 'pods', odd ?? '', ['metadata', 'labels', 'app'], 'quarantine');
    await world.schedule.pass(10_000);
    expect(pods(world)).toHaveLength(3);
    expect(ownersOf(get(world, 'pods', odd ?? ''))).toEqual([]);
    expect(numberAt(web(world), 'status', 'availableReplicas')).toBe(2);
  });
});
