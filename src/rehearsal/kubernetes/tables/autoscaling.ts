import { at, type Json, listAt, numberAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { ageColumn, firstOf, nameColumn, shown } from './column.ts';
import { scalarText } from './scalar.ts';

export const hpaColumns = [
  nameColumn,
  shown('Reference', (hpa) => {
    const target = at(hpa, 'spec', 'scaleTargetRef');
    return `${textAt(target, 'kind') ?? ''}/${textAt(target, 'name') ?? ''}`;
  }),
  shown('Targets', targetsText),
  shown('MinPods', (hpa) => String(numberAt(hpa, 'spec', 'minReplicas') ?? '<unset>')),
  shown('MaxPods', (hpa) => numberAt(hpa, 'spec', 'maxReplicas') ?? 0),
  shown('Replicas', (hpa) => numberAt(hpa, 'status', 'currentReplicas') ?? 0),
  ageColumn,
] as const;

const unknown = '<unknown>';
/** How many metrics a table tells. */
const most = 2;

function targetsText(hpa: KubeObject): string {
  const current = listAt(hpa, 'status', 'currentMetrics');
  const texts = listAt(hpa, 'spec', 'metrics').map((metric, index) => metricText(metric, current[index]));
  return texts.length === 0 ? '<none>' : firstOf(texts, most, ', ');
}

/** One metric as `now/target` (kubernetes, pkg/printers/internalversion, formatHPAMetrics). */
function metricText(metric: Json, status: Json | undefined): string {
  switch (textAt(metric, 'type')) {
    case 'Resource':
      return resourceText(at(metric, 'resource'), at(status, 'resource'));
    case 'ContainerResource':
      return resourceText(at(metric, 'containerResource'), at(status, 'containerResource'));
    case 'Pods':
      return averageText(at(metric, 'pods'), at(status, 'pods'), '');
    case 'Object':
      return valueText(at(metric, 'object'), at(status, 'object'));
    case 'External':
      return valueText(at(metric, 'external'), at(status, 'external'));
    default:
      return '<unknown type>';
  }
}

function resourceText(spec: Json | undefined, status: Json | undefined): string {
  const name = textAt(spec, 'name') ?? '';
  if (at(spec, 'target', 'averageValue') !== undefined) return `${name}: ${averageText(spec, status, '')}`;
  const now = percent(numberAt(status, 'current', 'averageUtilization')) ?? unknown;
  const target = percent(numberAt(spec, 'target', 'averageUtilization')) ?? '<auto>';
  return `${name}: ${now}/${target}`;
}

function valueText(spec: Json | undefined, status: Json | undefined): string {
  if (at(spec, 'target', 'averageValue') !== undefined) return averageText(spec, status, ' (avg)');
  return `${textOf(at(status, 'current', 'value'))}/${textOf(at(spec, 'target', 'value'))}`;
}

function averageText(spec: Json | undefined, status: Json | undefined, note: string): string {
  return `${textOf(at(status, 'current', 'averageValue'))}/${textOf(at(spec, 'target', 'averageValue'))}${note}`;
}

function percent(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${String(value)}%`;
}

function textOf(quantity: Json | undefined): string {
  return quantity === undefined ? unknown : scalarText(quantity);
}
