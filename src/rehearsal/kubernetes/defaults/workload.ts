import { type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { withClaimDefaults } from './claim.ts';
import { changed, filled, withEach, within } from './fill.ts';
import { withTemplateDefaults } from './pod.ts';

function withTemplate(spec: JsonObject): JsonObject {
  return { ...spec, template: withTemplateDefaults(objectAt(spec, 'template')) };
}

/** How a workload is updated: what `RollingUpdate` needs is only said where that is the strategy. */
function withStrategy(spec: JsonObject, key: string, rolling: JsonObject): JsonObject {
  const given = objectAt(spec, key);
  const strategy = filled(given, { type: 'RollingUpdate' });
  const full =
    textAt(strategy, 'type') === 'RollingUpdate'
      ? { ...strategy, rollingUpdate: filled(objectAt(strategy, 'rollingUpdate'), rolling) }
      : strategy;
  return { ...spec, [key]: full };
}

export function withDeploymentDefaults(spec: JsonObject): JsonObject {
  return changed(
    filled(spec, { progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10 }),
    (one) => withStrategy(one, 'strategy', { maxSurge: '25%', maxUnavailable: '25%' }),
    withTemplate,
  );
}

export function withReplicaSetDefaults(spec: JsonObject): JsonObject {
  return withTemplate(filled(spec, { replicas: 1 }));
}

export function withDaemonSetDefaults(spec: JsonObject): JsonObject {
  return changed(
    filled(spec, { revisionHistoryLimit: 10 }),
    (one) => withStrategy(one, 'updateStrategy', { maxSurge: 0, maxUnavailable: 1 }),
    withTemplate,
  );
}

export function withStatefulSetDefaults(spec: JsonObject): JsonObject {
  return changed(
    filled(spec, {
      persistentVolumeClaimRetentionPolicy: {},
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
    }),
    (one) =>
      within(one, 'persistentVolumeClaimRetentionPolicy', (policy) =>
        filled(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
      ),
    (one) => withStrategy(one, 'updateStrategy', { partition: 0 }),
    (one) => withEach(one, 'volumeClaimTemplates', withClaimTemplate),
    withTemplate,
  );
}

function withClaimTemplate(claim: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...claim,
    metadata: { creationTimestamp: null, ...objectAt(claim, 'metadata') },
    spec: withClaimDefaults(objectAt(claim, 'spec')),
    status: { phase: 'Pending' },
  };
}
