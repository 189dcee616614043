import { field, items, number, text } from '../../manifest/json.ts';
import type { Condition, Manifest } from '../../ports/cluster.ts';

/** A HorizontalPodAutoscaler as it is judged, whichever version of the API told it. */
export interface Autoscaler {
  readonly name: string;
  /** What it scales: `Deployment prod-teei-analytics`. */
  readonly target: { readonly kind: string; readonly name: string };
  readonly min: number;
  readonly max: number;
  /** Undefined: its controller has not looked yet. */
  readonly current: number | undefined;
  readonly conditions: readonly Condition[];
  /** Metrics that it goes by, and of how many a figure is known. */
  readonly metrics: { readonly asked: number; readonly known: number };
}

/** Reads autoscaling/v2, and v1 with what that keeps in annotations. */
export function readAutoscaler(object: Manifest): Autoscaler {
  const v1 = object['apiVersion'] === 'autoscaling/v1';
  const target = field(object, 'spec', 'scaleTargetRef');
  return {
    name: text(field(object, 'metadata', 'name')) ?? '',
    target: { kind: text(field(target, 'kind')) ?? '', name: text(field(target, 'name')) ?? '' },
    min: number(field(object, 'spec', 'minReplicas')) ?? 1,
    max: number(field(object, 'spec', 'maxReplicas')) ?? 0,
    current: number(field(object, 'status', 'currentReplicas')),
    conditions: (v1 ? annotated(object, 'conditions') : items(field(object, 'status', 'conditions'))).map(
      readCondition,
    ),
    metrics: v1 ? metricsOfV1(object) : metricsOfV2(object),
  };
}

/**
 * What the server keeps in an annotation where v1 has no field for it.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/autoscaling/annotations.go
 */
function annotated(object: Manifest, name: string): readonly unknown[] {
  const written = text(field(object, 'metadata', 'annotations', `autoscaling.alpha.kubernetes.io/${name}`));
  try {
    return items(JSON.parse(written ?? '[]'));
  } catch {
    return [];
  }
}

function readCondition(condition: unknown): Condition {
  const status = field(condition, 'status');
  return {
    type: text(field(condition, 'type')) ?? '',
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    reason: text(field(condition, 'reason')) ?? '',
    message: text(field(condition, 'message')) ?? '',
    since: text(field(condition, 'lastTransitionTime')),
  };
}

/** CPU has fields of its own in v1; every other metric is in the annotations. */
function metricsOfV1(object: Manifest): Autoscaler['metrics'] {
  const cpu = number(field(object, 'spec', 'targetCPUUtilizationPercentage'));
  const cpuNow = number(field(object, 'status', 'currentCPUUtilizationPercentage'));
  const others = annotated(object, 'metrics').length;
  const known = annotated(object, 'current-metrics').filter(hasFigure).length;
  const cpuKnown = cpuNow === undefined ? 0 : 1;
  // CPU's figure stands in the annotation too, as a value.
  return { asked: (cpu === undefined ? 0 : 1) + others, known: Math.max(known, cpuKnown) };
}

function metricsOfV2(object: Manifest): Autoscaler['metrics'] {
  return {
    asked: items(field(object, 'spec', 'metrics')).length,
    known: items(field(object, 'status', 'currentMetrics')).filter(hasFigure).length,
  };
}

const sources = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;
const figures = [
  ['current', 'averageUtilization'],
  ['current', 'averageValue'],
  ['current', 'value'],
  ['currentAverageUtilization'],
  ['currentAverageValue'],
  ['currentValue'],
] as const;

/** An entry without a source or a figure is what the controller leaves where it could not measure. */
function hasFigure(metric: unknown): boolean {
  return sources.some((source) => figures.some((path) => field(metric, source, ...path) !== undefined));
}
