import { describe, expect, it } from 'vitest';
import { update } from '../../../../src/rehearsal/kubernetes/controllers/support/acting.ts';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import { at, type Json, numberAt, withAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  isBeingDeleted,
  isKubeObject,
  type KubeObject,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { setNode } from '../../../../src/rehearsal/scenario/nodes.ts';
import {
  deployment,
  get,
  post,
  runningWorld,
  type RunningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

async function deployed(): Promise<RunningWorld> {
  const world = runningWorld();
  post(world, deployment('web', 'web:1'));
  await world.schedule.pass(10_000);
  return world;
}

const on = (world: World, node: string): readonly KubeObject[] =>
  world.store.list('pods', 'prod').filter((pod) => at(pod, 'spec', 'nodeName') === node);
const available = (world: World): number | undefined =>
  numberAt(get(world, 'deployments.apps', 'web'), 'status', 'availableReplicas');
const taints = (world: World): Json | undefined =>
  at(world.store.get('nodes', undefined, 'node-1'), 'spec', 'taints');

describe('a node that is lost', () => {
  it('is tainted, and its pods are not ready any more', async () => {
    const world = await deployed();
    setNode(world, 'node-1', 'lost');
    await world.schedule.pass(1000);
    expect(taints(world)).toMatchObject([
      { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' },
      { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
    ]);
    expect(on(world, 'node-1').map((pod) => at(conditionOf(pod, 'Ready'), 'status'))).toEqual(['False']);
    expect(available(world)).toBe(1);
  });

  it('loses its pods to other nodes after five minutes; they end when it is back', async () => {
    const world = await deployed();
    setNode(world, 'node-1', 'lost');
    await world.schedule.pass(299_000);
    expect(on(world, 'node-1').map(isBeingDeleted)).toEqual([false]);
    await world.schedule.pass(15_000);
    expect(on(world, 'node-1').map(isBeingDeleted)).toEqual([true]);
    expect(available(world)).toBe(2);
    setNode(world, 'node-1', 'back');
    await world.schedule.pass(5000);
    expect(on(world, 'node-1')).toEqual([]);
    expect(taints(world)).toBeUndefined();
  });

  it('has its pods ready again when it comes back in time', async () => {
    const world = await deployed();
    setNode(world, 'node-1', 'lost');
    await world.schedule.pass(60_000);
    setNode(world, 'node-1', 'back');
    await world.schedule.pass(1000);
    expect(available(world)).toBe(2);
    await world.schedule.pass(400_000);
    expect(on(world, 'node-1').map(isBeingDeleted)).toEqual([false]);
  });
});

describe('a node that is cordoned', () => {
  it('keeps its pods and gets no new ones', async () => {
    const world = await deployed();
    const node = world.store.get('nodes', undefined, 'node-3');
    const cordoned = node === undefined ? undefined : withAt(node, ['spec', 'unschedulable'], true);
    if (isKubeObject(cordoned)) update(world, cordoned);
    await world.schedule.pass(100);
    post(world, deployment('other', 'web:1', { replicas: 4 }));
    await world.schedule.pass(10_000);
    expect(on(world, 'node-3')).toEqual([]);
    expect(at(world.store.get('nodes', undefined, 'node-3'), 'spec', 'taints')).toEqual([
      { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
    ]);
  });
});
