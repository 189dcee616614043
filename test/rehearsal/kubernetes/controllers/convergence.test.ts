import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf } from '../../../../src/rehearsal/kubernetes/controllers/support/conditions.ts';
import { at, listAt, numberAt, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { nameOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import {
  change,
  deployment,
  drop,
  get,
  podSpec,
  post,
  type RunningWorld,
  runningWorld,
} from '../../../fixtures/rehearsal/running-world.ts';

type Move =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'pause'; readonly paused: boolean }
  | { readonly kind: 'kill' }
  | { readonly kind: 'pass'; readonly seconds: number };

const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant('image' as const),
    image: fc.constantFrom('web:1', 'web:2', 'web:bad', 'web:none'),
  }),
  fc.record({ kind: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ kind: fc.constant('pause' as const), paused: fc.boolean() }),
  fc.record({ kind: fc.constant('kill' as const) }),
  fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 0, max: 40 }) }),
);

async function make(world: RunningWorld, move: Move): Promise<void> {
  switch (move.kind) {
    case 'image':
      change(world, 'deployments.apps', 'web', containers, listAt(podSpec('web', move.image), 'containers'));
      return;
    case 'scale':
      change(world, 'deployments.apps', 'web', ['spec', 'replicas'], move.replicas);
      return;
    case 'pause':
      change(world, 'deployments.apps', 'web', ['spec', 'paused'], move.paused);
      return;
    case 'kill': {
      const [pod] = world.store.list('pods', 'prod');
      if (pod !== undefined) drop(world, 'pods', nameOf(pod));
      return;
    }
    case 'pass':
      await world.schedule.pass(move.seconds * 1000);
  }
}

const containers = ['spec', 'template', 'spec', 'containers'] as const;

describe('a Deployment', () => {
  it('comes to what was asked of it last, whatever was done to it before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(moves, { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        async (before, replicas) => {
          const world = runningWorld();
          post(world, deployment('web', 'web:1'));
          for (const move of before) await make(world, move);
          await make(world, { kind: 'pause', paused: false });
          await make(world, { kind: 'image', image: 'web:2' });
          await make(world, { kind: 'scale', replicas });
          await world.schedule.pass(200_000);
          expect(objectAt(get(world, 'deployments.apps', 'web'), 'status')).toMatchObject({
            replicas,
            updatedReplicas: replicas,
            readyReplicas: replicas,
            availableReplicas: replicas,
          });
          const progress = conditionOf(get(world, 'deployments.apps', 'web'), 'Progressing');
          expect(progress).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
          const images = world.store
            .list('pods', 'prod')
            .map((pod) => at(objectAt(listAt(pod, 'spec', 'containers')[0]), 'image'));
          expect(images).toEqual(Array.from({ length: replicas }, () => 'web:2'));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('sixteen services', () => {
  it('are rolled out within half a minute of simulated time, in few writes', async () => {
    const world = runningWorld();
    const names = Array.from({ length: 16 }, (_, index) => `web-${String(index)}`);
    for (const name of names) post(world, deployment(name, 'web:1'));
    await world.schedule.pass(30_000);
    const before = world.store.revision;
    for (const name of names) {
      change(world, 'deployments.apps', name, containers, listAt(podSpec(name, 'web:2'), 'containers'));
    }
    await world.schedule.pass(30_000);
    const done = names.filter((name) => {
      const status = objectAt(get(world, 'deployments.apps', name), 'status');
      return numberAt(status, 'updatedReplicas') === 2 && numberAt(status, 'replicas') === 2;
    });
    expect(done).toHaveLength(16);
    expect((world.store.revision - before) / 32).toBeLessThan(45);
  });
});
