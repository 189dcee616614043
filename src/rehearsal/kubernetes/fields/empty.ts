import type { JsonObject } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';

const metadata: JsonObject = { creationTimestamp: null };
const podTemplate: JsonObject = { metadata, spec: { containers: null } };

/**
 * What an object of a kind has before anything is said about it: the parts that are no pointers in the types of the
 * server. Whoever creates an object owns the other parts as such too, which shows as `.` in managedFields.
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

/** An object of the same kind about which nothing is said yet. */
export function emptyLike({ apiVersion, kind }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata, ...(parts[kind] ?? { spec: {}, status: {} }) };
}
