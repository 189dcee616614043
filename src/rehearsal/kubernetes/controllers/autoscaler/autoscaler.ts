import { at, type Json, type JsonObject, listAt, numberAt, textAt, withAt } from '../../objects/json.ts';
import { isKubeObject, type KubeObject, labelsOf, namespaceOf } from '../../objects/kube-object.ts';
import { selectorOf } from '../../../../steps/manifest/label-selector.ts';
import { stamp } from '../../store/stamp.ts';
import type { World } from '../../world.ts';
import { update, writeStatus } from '../support/acting.ts';
import { conditionIn, withCondition } from '../support/conditions.ts';
import { eventRecorder, type Recorder } from '../support/events.ts';
import { isActive } from '../support/pods.ts';
import { keyOf, objectOf, reconciler } from '../support/reconciler.ts';
import { measure, metricStatus, type Figure } from './figures.ts';
import { recommend, type Recommendation, steppedUp } from './recommendation.ts';

const autoscalers = 'horizontalpodautoscalers.autoscaling';
/** Simulated milliseconds. */
const period = 15_000;
/** A size is not lowered before it was too large for so many periods: five minutes. */
const stabilization = 20;

/** Sizes the targets of HorizontalPodAutoscalers by what their pods use, every fifteen seconds. */
export const autoscaler = reconciler('horizontal-pod-autoscaler', (world, queue) => {
  const events = eventRecorder(world, { component: 'horizontal-pod-autoscaler' });
  const recent = new Map<string, readonly number[]>();
  return {
    resources: [autoscalers],
    keysOf: ({ object, type }) => (type === 'MODIFIED' ? [] : [keyOf(object)]),
    reconcile: (key) => {
      const found = objectOf(world, autoscalers, key);
      if (found === undefined) {
        recent.delete(key);
        return;
      }
      queue.addAfter(key, period);
      const before = recent.get(key) ?? [];
      recent.set(key, [...before, look({ world, events, autoscaler: found }, before)].slice(-stabilization));
    },
  };
});

interface Look {
  readonly world: World;
  readonly events: Recorder;
  readonly autoscaler: KubeObject;
}

/** One look: gives the size that would be right by the figures. */
function look(on: Look, recent: readonly number[]): number {
  const target = targetOf(on);
  if (target === undefined) {
    const name = textAt(on.autoscaler, 'spec', 'scaleTargetRef', 'name') ?? '';
    const message = `the HPA controller was unable to get the target's current scale: deployments/scale.apps ${JSON.stringify(name)} not found`;
    write(on, {}, [condition('AbleToScale', false, 'FailedGetScale', message)]);
    return 0;
  }
  const present = numberAt(target, 'spec', 'replicas') ?? 1;
  const able = condition(
    'AbleToScale',
    true,
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  const sizes = { currentReplicas: present, desiredReplicas: present };
  if (present === 0) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    write(on, sizes, [able, condition('ScalingActive', false, 'ScalingDisabled', message)]);
    return 0;
  }
  const measured = measure(on.world, on.autoscaler, podsOf(on.world, target));
  if (measured.kind === 'unknown') {
    const message = `the HPA was unable to compute the replica count: ${measured.message}`;
    on.events.record(on.autoscaler, {
      type: 'Warning',
      reason: 'FailedGetResourceMetric',
      message: measured.message,
    });
    write(on, sizes, [able, condition('ScalingActive', false, 'FailedGetResourceMetric', message)]);
    return present;
  }
  return size(on, target, present, measured.figures, recent);
}

function size(
  on: Look,
  target: KubeObject,
  present: number,
  figures: readonly Figure[],
  recent: readonly number[],
): number {
  const least = numberAt(on.autoscaler, 'spec', 'minReplicas') ?? 1;
  const most = numberAt(on.autoscaler, 'spec', 'maxReplicas') ?? least;
  const wish = recommend(figures, present, { least, most });
  const held = Math.max(wish.size, ...recent.slice(-stabilization));
  const next = wish.size < present ? Math.min(present, held) : steppedUp(present, wish.size);
  const scaled = next !== present && scale(on, target, next, wish);
  write(
    on,
    {
      currentReplicas: present,
      desiredReplicas: next,
      ...(figures.length === 0 ? {} : { currentMetrics: figures.map(metricStatus) }),
      ...(scaled ? { lastScaleTime: stamp(on.world.schedule.now()) } : {}),
    },
    [ableTo(wish, next, scaled, present), active(figures), limited(wish)],
  );
  return wish.size;
}

function ableTo(wish: Recommendation, next: number, scaled: boolean, present: number): JsonObject {
  if (scaled) {
    return condition(
      'AbleToScale',
      true,
      'SucceededRescale',
      `the HPA controller was able to update the target scale to ${String(next)}`,
    );
  }
  return wish.size < present
    ? condition(
        'AbleToScale',
        true,
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      )
    : condition('AbleToScale', true, 'ReadyForNewScale', 'recommended size matches current size');
}

function active(figures: readonly Figure[]): JsonObject {
  const what = `${figures[0]?.resource ?? 'cpu'} resource utilization (percentage of request)`;
  const message = `the HPA was able to successfully calculate a replica count from ${what}`;
  return condition('ScalingActive', true, 'ValidMetricFound', message);
}

function limited({ limit }: Recommendation): JsonObject {
  switch (limit) {
    case 'most':
      return condition(
        'ScalingLimited',
        true,
        'TooManyReplicas',
        'the desired replica count is more than the maximum replica count',
      );
    case 'least':
      return condition(
        'ScalingLimited',
        true,
        'TooFewReplicas',
        'the desired replica count is less than the minimum replica count',
      );
    case 'none':
      return condition(
        'ScalingLimited',
        false,
        'DesiredWithinRange',
        'the desired count is within the acceptable range',
      );
  }
}

/** Sizes the target, and tells why. False where that is refused. */
function scale(
  { world, events, autoscaler: about }: Look,
  target: KubeObject,
  next: number,
  { by }: Recommendation,
): boolean {
  const scaled = withAt(target, ['spec', 'replicas'], next);
  if (!isKubeObject(scaled) || !update(world, scaled).ok) return false;
  const above = by !== undefined && by.current > by.target;
  const why =
    by === undefined
      ? 'Current number of replicas outside of the bounds'
      : above
        ? `${by.resource} resource utilization (percentage of request) above target`
        : 'All metrics below target';
  events.record(about, {
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message: `New size: ${String(next)}; reason: ${why}`,
  });
  return true;
}

function condition(type: string, holds: boolean, reason: string, message: string): JsonObject {
  return { type, status: holds ? 'True' : 'False', reason, message };
}

function write(
  { world, autoscaler: about }: Look,
  fields: JsonObject,
  conditions: readonly JsonObject[],
): void {
  const before = listAt(about, 'status', 'conditions');
  const now = stamp(world.schedule.now());
  const merged = conditions.reduce<readonly Json[]>((list, one) => {
    const was = conditionIn(list, textAt(one, 'type') ?? '');
    const since = was?.['status'] === one['status'] ? (textAt(was, 'lastTransitionTime') ?? now) : now;
    return withCondition(list, { ...one, lastTransitionTime: since });
  }, before);
  const lastScaleTime = textAt(about, 'status', 'lastScaleTime');
  writeStatus(world, about, {
    currentMetrics: null,
    desiredReplicas: 0,
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
    ...fields,
    conditions: merged,
  });
}

function targetOf({ world, autoscaler: about }: Look): KubeObject | undefined {
  const kind = textAt(about, 'spec', 'scaleTargetRef', 'kind');
  const name = textAt(about, 'spec', 'scaleTargetRef', 'name') ?? '';
  const resource =
    kind === 'StatefulSet'
      ? 'statefulsets.apps'
      : kind === 'ReplicaSet'
        ? 'replicasets.apps'
        : 'deployments.apps';
  return world.store.get(resource, namespaceOf(about), name);
}

function podsOf({ store }: World, target: KubeObject): readonly KubeObject[] {
  const matches = selectorOf(at(target, 'spec', 'selector'));
  return store.list('pods', namespaceOf(target)).filter((pod) => isActive(pod) && matches(labelsOf(pod)));
}
