import { type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { withContainerDefaults, withRequestsFromLimits } from './container.ts';
import { changed, filled, withEach, within } from './fill.ts';
import { withVolumeDefaults } from './volume.ts';

const containers = ['containers', 'initContainers'] as const;

/** The spec of a pod or of a template: SetDefaults_PodSpec. */
function withPodSpecDefaults(spec: JsonObject): JsonObject {
  return changed(
    filled(spec, {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    }),
    withBothAccountNames,
    (one) => containers.reduce((inner, key) => withEach(inner, key, withContainerDefaults), one),
    (one) => withEach(one, 'volumes', withVolumeDefaults),
  );
}

/** The old name of the field is kept beside the new one. */
function withBothAccountNames(spec: JsonObject): JsonObject {
  const name = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  return name === undefined ? spec : { ...spec, serviceAccount: name, serviceAccountName: name };
}

/** A pod's own spec has more than a template's: SetDefaults_Pod. */
export function withPodDefaults(pod: JsonObject): JsonObject {
  return within({ ...pod, spec: objectAt(pod, 'spec') }, 'spec', (spec) =>
    changed(filled(spec, { enableServiceLinks: true }), withPodSpecDefaults, (one) =>
      containers.reduce((inner, key) => withEach(inner, key, withRequestsFromLimits), one),
    ),
  );
}

/** The template of a workload. It has the time of its creation as all metadata has, though nothing sets it. */
export function withTemplateDefaults(template: JsonObject): JsonObject {
  return {
    ...template,
    metadata: { creationTimestamp: null, ...objectAt(template, 'metadata') },
    spec: withPodSpecDefaults(objectAt(template, 'spec')),
  };
}
