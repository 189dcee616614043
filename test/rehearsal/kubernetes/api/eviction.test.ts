import { describe, expect, it } from 'vitest';
import { at, type JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const path = 'POST /api/v1/namespaces/prod/pods/web-1/eviction';
const eviction = {
  kind: 'Eviction',
  apiVersion: 'policy/v1',
  metadata: { name: 'web-1', namespace: 'prod' },
};
const ready = { conditions: [{ type: 'Ready', status: 'True' }] };

function withPod(status: JsonObject): World {
  const world = quietWorld();
  seed(world, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'prod', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web:1' }] },
    status,
  });
  return world;
}

function addBudget(world: World, name: string, status: JsonObject): void {
  seed(world, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'prod' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    status: { observedGeneration: 1, desiredHealthy: 2, ...status },
  });
}

function isThere({ store }: World): boolean {
  return store.get('pods', 'prod', 'web-1') !== undefined;
}

describe('an eviction', () => {
  it('deletes a pod that no budget counts', async () => {
    const world = withPod({ phase: 'Running', ...ready });
    expect(await ask(world, path, eviction)).toMatchObject({
      status: 201,
      body: { status: 'Success', code: 201 },
    });
    expect(isThere(world)).toBe(false);
  });

  it('is refused with 429 where the budget has nothing to spare', async () => {
    const world = withPod({ phase: 'Running', ...ready });
    addBudget(world, 'web', { disruptionsAllowed: 0, currentHealthy: 2 });
    expect(await ask(world, path, eviction)).toMatchObject({
      failure: {
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        details: {
          causes: [
            {
              reason: 'DisruptionBudget',
              message: 'The disruption budget web needs 2 healthy pods and has 2 currently',
            },
          ],
        },
      },
    });
    expect(isThere(world)).toBe(true);
  });

  it('takes one disruption off the budget', async () => {
    const world = withPod({ phase: 'Running', ...ready });
    addBudget(world, 'web', { disruptionsAllowed: 1, currentHealthy: 3 });
    await ask(world, path, eviction);
    const budget = world.store.get('poddisruptionbudgets.policy', 'prod', 'web');
    expect(at(budget, 'status', 'disruptionsAllowed')).toBe(0);
    expect(at(budget, 'status', 'disruptedPods')).toHaveProperty('web-1');
    expect(isThere(world)).toBe(false);
  });

  it('only tries with dryRun', async () => {
    const world = withPod({ phase: 'Running', ...ready });
    addBudget(world, 'web', { disruptionsAllowed: 1, currentHealthy: 3 });
    await ask(world, `${path}?dryRun=All`, eviction);
    const budget = world.store.get('poddisruptionbudgets.policy', 'prod', 'web');
    expect(at(budget, 'status', 'disruptionsAllowed')).toBe(1);
    expect(isThere(world)).toBe(true);
  });

  it.each([
    ['is over', { phase: 'Failed' }, 0],
    ['is not ready, while enough others are', { phase: 'Running' }, 2],
  ])('does not ask the budget about a pod that %s', async (_, status, currentHealthy) => {
    const world = withPod(status);
    addBudget(world, 'web', { disruptionsAllowed: 0, currentHealthy });
    await ask(world, path, eviction);
    expect(isThere(world)).toBe(false);
  });

  it('is refused where two budgets count the pod, or one has not seen its last change', async () => {
    const world = withPod({ phase: 'Running', ...ready });
    addBudget(world, 'new', { observedGeneration: 0, disruptionsAllowed: 1 });
    expect(await ask(world, path, eviction)).toMatchObject({
      failure: {
        reason: 'TooManyRequests',
        details: {
          causes: [{ message: 'The disruption budget new is still being processed by the server.' }],
        },
      },
    });
    addBudget(world, 'web', { disruptionsAllowed: 1 });
    expect(await ask(world, path, eviction)).toMatchObject({ failure: { reason: 'InternalError' } });
  });
});
