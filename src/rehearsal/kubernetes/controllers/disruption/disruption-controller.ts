import { at, type JsonObject, listAt, numberAt, objectAt } from '../../objects/json.ts';
import { controllerOf, type KubeObject, labelsOf, namespaceOf } from '../../objects/kube-object.ts';
import { selectorOf } from '../../../../steps/manifest/label-selector.ts';
import { stamp } from '../../store/stamp.ts';
import type { World } from '../../world.ts';
import { shareOf } from '../deployment/spec.ts';
import { writeStatus } from '../support/acting.ts';
import { conditionOf, withCondition } from '../support/conditions.ts';
import { isActive, isReady } from '../support/pods.ts';
import { controllerKeys, keyOf, objectOf, reconciler } from '../support/reconciler.ts';

const budgets = 'poddisruptionbudgets.policy';

/** Keeps in each PodDisruptionBudget's status how many of its pods may be disrupted now. */
export const disruptionController = reconciler('disruption', (world) => ({
  resources: [budgets, 'pods'],
  keysOf: ({ resource, object }) => {
    if (resource === budgets) return [keyOf(object)];
    return world.store.list(budgets, namespaceOf(object)).map(keyOf);
  },
  reconcile: (key) => {
    const budget = objectOf(world, budgets, key);
    if (budget !== undefined) writeStatus(world, budget, statusOf(world, budget));
  },
}));

function statusOf(world: World, budget: KubeObject): JsonObject {
  const matches = selectorOf(objectAt(budget, 'spec', 'selector'));
  const pods = world.store
    .list('pods', namespaceOf(budget))
    .filter((pod) => isActive(pod) && matches(labelsOf(pod)));
  const expectedPods = expectedOf(world, budget, pods);
  const currentHealthy = pods.filter(isReady).length;
  const desiredHealthy = desiredOf(budget, expectedPods);
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0;
  return {
    ...objectAt(budget, 'status'),
    conditions: conditionsOf(world, budget, disruptionsAllowed),
    currentHealthy,
    desiredHealthy,
    disruptionsAllowed,
    expectedPods,
    observedGeneration: numberAt(budget.metadata, 'generation') ?? 0,
  };
}

/** A number is of the pods that there are; a share is of those that their owners want. */
function expectedOf(world: World, budget: KubeObject, pods: readonly KubeObject[]): number {
  const isNumber = typeof at(budget, 'spec', 'minAvailable') === 'number';
  if (isNumber) return pods.length;
  const owners = new Map(
    pods.flatMap((pod) => ownerOf(world, pod) ?? []).map((owner) => [keyOf(owner), owner]),
  );
  const alone = pods.filter((pod) => controllerOf(pod) === undefined).length;
  return [...owners.values()].reduce(
    (total, owner) => total + (numberAt(owner, 'spec', 'replicas') ?? 1),
    alone,
  );
}

/** What is scaled to have the pod: a Deployment, a ReplicaSet of its own or a StatefulSet. */
function ownerOf(world: World, pod: KubeObject): KubeObject | undefined {
  const [set] = controllerKeys(pod, 'ReplicaSet').map((key) => objectOf(world, 'replicasets.apps', key));
  if (set === undefined) {
    return controllerKeys(pod, 'StatefulSet').map((key) => objectOf(world, 'statefulsets.apps', key))[0];
  }
  return controllerKeys(set, 'Deployment').map((key) => objectOf(world, 'deployments.apps', key))[0] ?? set;
}

function desiredOf(budget: KubeObject, expected: number): number {
  const most = at(budget, 'spec', 'maxUnavailable');
  if (most !== undefined) return Math.max(0, expected - shareOf(most, expected, Math.ceil));
  return shareOf(at(budget, 'spec', 'minAvailable') ?? 1, expected, Math.ceil);
}

function conditionsOf(world: World, budget: KubeObject, allowed: number): ReturnType<typeof listAt> {
  const type = 'DisruptionAllowed';
  const status = allowed > 0 ? 'True' : 'False';
  const before = conditionOf(budget, type);
  const conditions = listAt(budget, 'status', 'conditions');
  const observedGeneration = numberAt(budget.metadata, 'generation') ?? 0;
  if (before?.['status'] === status && before['observedGeneration'] === observedGeneration) return conditions;
  return withCondition(conditions, {
    type,
    status,
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration,
    lastTransitionTime:
      before?.['status'] === status ? (before['lastTransitionTime'] ?? '') : stamp(world.schedule.now()),
  });
}
