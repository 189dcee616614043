import { flagAt, objectAt, withAt } from '../objects/json.ts';
import { type KubeObject, nameOf, uidOf } from '../objects/kube-object.ts';

/**
 * A Job with the selector that finds its pods and no others, by its uid, and the labels for it (batch/job/strategy.go,
 * generateSelector): under the names of now and the old ones.
 */
export function withSelector(job: KubeObject): KubeObject {
  if (flagAt(job, 'spec', 'manualSelector') === true) return job;
  const uid = uidOf(job);
  const name = nameOf(job);
  const labels = {
    ...objectAt(job, 'spec', 'template', 'metadata', 'labels'),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const selector = {
    ...objectAt(job, 'spec', 'selector'),
    matchLabels: {
      ...objectAt(job, 'spec', 'selector', 'matchLabels'),
      'batch.kubernetes.io/controller-uid': uid,
    },
  };
  const spec = withAt(objectAt(job, 'spec'), ['template', 'metadata', 'labels'], labels);
  const own = objectAt(job.metadata, 'labels');
  return {
    ...job,
    metadata: Object.keys(own).length === 0 ? { ...job.metadata, labels } : job.metadata,
    spec: { ...spec, selector },
  };
}
