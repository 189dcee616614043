import { objectAt, sameJson, at, textAt } from '../objects/json.ts';
import { type KubeObject, withMetadata } from '../objects/kube-object.ts';

const counted = 'deprecated.daemonset.template.generation';

/** A DaemonSet with the count of its templates, which apps/v1 has no field for (pkg/apis/apps/v1/conversion.go). */
export function withTemplateCount(daemonSet: KubeObject, before: KubeObject | undefined): KubeObject {
  const annotations = {
    ...objectAt(daemonSet.metadata, 'annotations'),
    [counted]: String(countOf(daemonSet, before)),
  };
  return withMetadata(daemonSet, { annotations });
}

function countOf(daemonSet: KubeObject, before: KubeObject | undefined): number {
  if (before === undefined) return 1;
  const count = Number(textAt(before.metadata, 'annotations', counted) ?? 1);
  return sameJson(at(daemonSet, 'spec', 'template'), at(before, 'spec', 'template')) ? count : count + 1;
}
