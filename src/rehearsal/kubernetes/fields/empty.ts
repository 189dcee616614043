import { isObject, type JsonObject } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';

const metadata: JsonObject = { creationTimestamp: null };
const podTemplate: JsonObject = { metadata, spec: { containers: null } };

/**
 * What an object of a kind has even where nothing is said about it: the parts that are no pointers in the types of the
 * server. Who adds another part owns it as such too, which shows as `.` in managedFields.
 */
const parts: Readonly<Record<string, JsonObject>> = {
  ConfigMap: {},
  CronJob: { spec: { schedule: '', jobTemplate: { metadata, spec: { template: podTemplate } } }, status: {} },
  DaemonSet: { spec: { selector: null, template: podTemplate, updateStrategy: {} }, status: {} },
  Deployment: { spec: { selector: null, template: podTemplate, strategy: {} }, status: {} },
  Endpoints: {},
  Event: { involvedObject: {}, source: {} },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef: { kind: '', name: '' }, maxReplicas: 0 }, status: {} },
  Job: { spec: { template: podTemplate }, status: {} },
  PersistentVolumeClaim: { spec: { resources: {} }, status: {} },
  Pod: { spec: { containers: null }, status: {} },
  ReplicaSet: { spec: { selector: null, template: podTemplate }, status: {} },
  Secret: {},
  Service: { spec: {}, status: { loadBalancer: {} } },
  ServiceAccount: {},
  StatefulSet: {
    spec: { selector: null, serviceName: '', template: podTemplate, updateStrategy: {} },
    status: {},
  },
};

/** The object with the parts that are always there. */
export function withParts(object: KubeObject): KubeObject {
  return {
    ...object,
    ...filled(object, parts[object.kind] ?? { spec: {}, status: {} }),
    metadata: { ...metadata, ...object.metadata },
  };
}

function filled(object: JsonObject, empty: JsonObject): JsonObject {
  const added = Object.entries(empty).map(([field, value]) => {
    const present = object[field];
    if (present === undefined) return [field, value] as const;
    return [field, isObject(present) && isObject(value) ? filled(present, value) : present] as const;
  });
  return { ...object, ...Object.fromEntries(added) };
}
