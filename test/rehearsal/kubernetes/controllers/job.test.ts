import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import {
  at,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
} from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import {
  change,
  drop,
  eventsAbout,
  get,
  post,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

function job(command: readonly string[], spec: JsonObject = {}): KubeObject {
  const container = { name: 'job', image: 'web:1', command: [...command] };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate' },
    spec: {
      backoffLimit: 0,
      template: { spec: { restartPolicy: 'Never', containers: [container] } },
      ...spec,
    },
  };
}

const migrate = (world: World): KubeObject => get(world, 'jobs.batch', 'migrate');
const status = (world: World): JsonObject => objectAt(migrate(world), 'status');
const ends = (world: World): readonly (Json | undefined)[] =>
  ['Complete', 'Failed'].map((type) => at(conditionOf(migrate(world), type), 'reason'));

describe('a Job', () => {
  it('runs a pod to its end and is complete', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate']));
    await world.schedule.pass(3000);
    expect(status(world)).toMatchObject({ active: 1 });
    await world.schedule.pass(10_000);
    expect(status(world)).toMatchObject({ succeeded: 1 });
    expect(at(status(world), 'active')).toBeUndefined();
    expect(at(status(world), 'completionTime')).toBeDefined();
    expect(conditionOf(migrate(world), 'Complete')).toMatchObject({
      status: 'True',
      reason: 'CompletionsReached',
    });
    expect(eventsAbout(world, 'migrate').at(-1)).toBe('Completed: Job completed');
  });

  it('has failed after more failures than its limit, with a growing pause between them', async () => {
    const world = runningWorld();
    post(world, job(['fail'], { backoffLimit: 2 }));
    await world.schedule.pass(5000);
    expect(status(world)).toMatchObject({ failed: 1 });
    await world.schedule.pass(12_000);
    expect(status(world)).toMatchObject({ failed: 2 });
    expect(ends(world)).toEqual([undefined, undefined]);
    await world.schedule.pass(25_000);
    expect(status(world)).toMatchObject({ failed: 3 });
    expect(conditionOf(migrate(world), 'Failed')).toMatchObject({
      status: 'True',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
    expect(world.store.list('pods', 'prod')).toHaveLength(3);
  });

  it('is stopped at its deadline', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate'], { activeDeadlineSeconds: 3 }));
    await world.schedule.pass(10_000);
    expect(ends(world)).toEqual([undefined, 'DeadlineExceeded']);
    expect(world.store.list('pods', 'prod')).toEqual([]);
  });

  it('makes as many pods as it is to complete, no more than its parallelism at once', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate'], { completions: 5, parallelism: 2 }));
    for (let second = 0; second < 60; second += 1) {
      await world.schedule.pass(1000);
      expect(numberAt(status(world), 'active') ?? 0).toBeLessThanOrEqual(2);
    }
    expect(status(world)).toMatchObject({ succeeded: 5 });
  });

  it('waits while it is suspended', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate'], { suspend: true }));
    await world.schedule.pass(10_000);
    expect(world.store.list('pods', 'prod')).toEqual([]);
    expect(conditionOf(migrate(world), 'Suspended')).toMatchObject({
      status: 'True',
      reason: 'JobSuspended',
    });
    change(world, 'jobs.batch', 'migrate', ['spec', 'suspend'], false);
    await world.schedule.pass(15_000);
    expect(ends(world)).toEqual(['CompletionsReached', undefined]);
  });

  it('is deleted with its pods after its time to live', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate'], { ttlSecondsAfterFinished: 60 }));
    await world.schedule.pass(30_000);
    expect(ends(world)).toEqual(['CompletionsReached', undefined]);
    await world.schedule.pass(60_000);
    expect(world.store.get('jobs.batch', 'prod', 'migrate')).toBeUndefined();
    expect(world.store.list('pods', 'prod')).toEqual([]);
  });

  it('takes its pods with it when it is deleted', async () => {
    const world = runningWorld();
    post(world, job(['pnpm', 'db:migrate']));
    await world.schedule.pass(20_000);
    drop(world, 'jobs.batch', 'migrate');
    await world.schedule.pass(0);
    expect(world.store.list('pods', 'prod')).toEqual([]);
  });
});
