import { conditions, metadata, pod, podTemplate, ports } from './pod.ts';
import { atomic, list, map, replaced, set, type Shape } from './shape.ts';

const workload = map({
  metadata,
  spec: map({ selector: atomic, template: podTemplate, volumeClaimTemplates: atomic }),
  status: map({ conditions }),
});

const jobSpec = map({ selector: atomic, template: podTemplate });

/** What a strategic merge patch merges by type, and an apply patch takes as a whole. */
const jobConditions = list('type', map({}), { mergedBy: 'strategic' });

const plain = map({ metadata, status: map({ conditions }) });

const kinds: Readonly<Record<string, Shape>> = {
  CronJob: map({
    metadata,
    spec: map({ jobTemplate: map({ metadata, spec: jobSpec }) }),
  }),
  DaemonSet: workload,
  Deployment: workload,
  HorizontalPodAutoscaler: map({
    metadata,
    spec: map({ scaleTargetRef: atomic }),
    status: map({ conditions }),
  }),
  Ingress: map({ metadata, spec: map({ defaultBackend: map({ resource: atomic }) }) }),
  Job: map({ metadata, spec: jobSpec, status: map({ conditions: jobConditions }) }),
  NetworkPolicy: map({ metadata, spec: map({ podSelector: atomic }) }),
  Node: map({
    metadata,
    spec: map({ podCIDRs: set }),
    status: map({ addresses: list('type'), conditions }),
  }),
  PersistentVolumeClaim: map({
    metadata,
    spec: map({ dataSource: atomic, selector: atomic }),
    status: map({ conditions }),
  }),
  Pod: pod,
  PodDisruptionBudget: map({
    metadata,
    spec: map({ selector: replaced }),
    status: map({ conditions }),
  }),
  ReplicaSet: workload,
  ResourceQuota: map({ metadata, spec: map({ scopeSelector: atomic }) }),
  Service: map({
    metadata,
    spec: map({ ports: ports('port'), selector: atomic }),
    status: map({ conditions }),
  }),
  ServiceAccount: map({
    metadata,
    imagePullSecrets: atomic,
    secrets: list('name', atomic),
  }),
  StatefulSet: workload,
};

/** The list types and merge keys of a kind of object. */
export function shapeOf(kind: string): Shape {
  return kinds[kind] ?? plain;
}
