import { type ApiResult, done, refused } from '../objects/failure.ts';
import { type Json, listAt, numberAt, objectAt, textAt, withAt } from '../objects/json.ts';
import { isBeingDeleted, isKubeObject, type KubeObject, labelsOf, nameOf } from '../objects/kube-object.ts';
import { storedTypeOf } from '../resources/served.ts';
import { selectorOf } from '../../../steps/manifest/label-selector.ts';
import { deleteObject } from '../store/delete.ts';
import { stamp } from '../store/stamp.ts';
import { notFound, updateObject } from '../store/write.ts';
import type { World } from '../world.ts';
import { readObject } from './body.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import type { ResourcePath } from './resource-path.ts';

/**
 * POST of an Eviction: deletes the pod unless a PodDisruptionBudget needs it, by the rules of the API server
 * (kubernetes, pkg/registry/core/pod/storage/eviction.go). A budget that has nothing to spare answers 429.
 */
export function evict(
  world: World,
  { type, namespace, name = '' }: ResourcePath,
  request: ApiRequest,
): ApiAnswer {
  const sent = readObject(request);
  if (!sent.ok) return failed(sent.failure);
  const pod = world.store.get('pods', namespace, name);
  if (pod === undefined) return failed(notFound(type, name).failure);
  const dryRun =
    listAt(sent.value, 'deleteOptions', 'dryRun').includes('All') || request.query.get('dryRun') === 'All';
  const spared = sparedBy(world, pod, namespace, dryRun);
  if (!spared.ok) return failed(spared.failure);
  const grace = numberAt(sent.value, 'deleteOptions', 'gracePeriodSeconds');
  const deleted = deleteObject(world, type, namespace, name, {
    propagation: 'Background',
    dryRun,
    ...(grace === undefined ? {} : { gracePeriod: grace }),
  });
  if (!deleted.ok) return failed(deleted.failure);
  return {
    kind: 'json',
    status: 201,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
  };
}

/** Takes the disruption off the budget; done without one, and for a pod that no budget counts. */
function sparedBy(
  world: World,
  pod: KubeObject,
  namespace: string | undefined,
  dryRun: boolean,
): ApiResult<undefined> {
  if (isOver(pod)) return done(undefined);
  const budgets = world.store
    .list('poddisruptionbudgets.policy', namespace)
    .filter((budget) => selectorOf(objectAt(budget, 'spec', 'selector'))(labelsOf(pod)));
  const [budget, second] = budgets;
  if (budget === undefined) return done(undefined);
  if (second !== undefined) {
    return refused(
      'InternalError',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  if (!isReady(pod) && mayGoUnready(budget)) return done(undefined);
  const refusal = whyNot(budget);
  if (refusal !== undefined) return refused('TooManyRequests', tooMany, refusal);
  if (!dryRun) spend(world, budget, pod);
  return done(undefined);
}

const tooMany = "Cannot evict pod as it would violate the pod's disruption budget.";

function whyNot(budget: KubeObject): { readonly [key: string]: Json } | undefined {
  const seen = numberAt(budget, 'status', 'observedGeneration') ?? 0;
  if (seen < (numberAt(budget.metadata, 'generation') ?? 0)) {
    const message = `The disruption budget ${nameOf(budget)} is still being processed by the server.`;
    return { causes: causes(message), retryAfterSeconds: 10 };
  }
  if ((numberAt(budget, 'status', 'disruptionsAllowed') ?? 0) > 0) return undefined;
  const wanted = String(numberAt(budget, 'status', 'desiredHealthy') ?? 0);
  const healthy = String(numberAt(budget, 'status', 'currentHealthy') ?? 0);
  return {
    causes: causes(
      `The disruption budget ${nameOf(budget)} needs ${wanted} healthy pods and has ${healthy} currently`,
    ),
  };
}

function causes(message: string): Json {
  return [{ reason: 'DisruptionBudget', message }];
}

function spend(world: World, budget: KubeObject, pod: KubeObject): void {
  const type = storedTypeOf('PodDisruptionBudget', 'policy');
  const allowed = numberAt(budget, 'status', 'disruptionsAllowed') ?? 0;
  const fewer = withAt(budget, ['status', 'disruptionsAllowed'], allowed - 1);
  const spent = withAt(fewer, ['status', 'disruptedPods', nameOf(pod)], stamp(world.schedule.now()));
  if (type !== undefined && isKubeObject(spent)) updateObject(world, type, spent, 'status');
}

function isOver(pod: KubeObject): boolean {
  const phase = textAt(pod, 'status', 'phase') ?? '';
  return ['Succeeded', 'Failed', 'Pending'].includes(phase) || isBeingDeleted(pod);
}

function isReady(pod: KubeObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
}

/** A pod that is not ready may go where enough others are, or where the budget says so. */
function mayGoUnready(budget: KubeObject): boolean {
  if (textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true;
  const wanted = numberAt(budget, 'status', 'desiredHealthy') ?? 0;
  return wanted > 0 && (numberAt(budget, 'status', 'currentHealthy') ?? 0) >= wanted;
}
