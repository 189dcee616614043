import { atomic, list, map, set, type Shape } from './shape.ts';

const protocol = { name: 'protocol', otherwise: 'TCP' } as const;

/** The ports of a container or of a Service: the same number may be there once for each protocol. */
export function ports(key: string): Shape {
  return list(key, map({}), { more: [protocol] });
}

const environment = list(
  'name',
  map({
    valueFrom: map({
      configMapKeyRef: atomic,
      fieldRef: atomic,
      fileKeyRef: atomic,
      resourceFieldRef: atomic,
      secretKeyRef: atomic,
    }),
  }),
);

const container = map({
  env: environment,
  ports: ports('containerPort'),
  resources: map({ claims: list('name', map({}), { mergedBy: 'apply' }) }),
  volumeDevices: list('devicePath'),
  volumeMounts: list('mountPath'),
});

/** PodSpec of core/v1: its list types and merge keys (k8s.io/api/core/v1/types.go, 1.32). */
const podSpec = map({
  affinity: map({ nodeAffinity: map({ requiredDuringSchedulingIgnoredDuringExecution: atomic }) }),
  containers: list('name', container),
  ephemeralContainers: list('name', container),
  hostAliases: list('ip'),
  imagePullSecrets: list('name', atomic),
  initContainers: list('name', container),
  nodeSelector: atomic,
  resourceClaims: list('name'),
  schedulingGates: list('name'),
  topologySpreadConstraints: list('topologyKey', map({ labelSelector: atomic }), {
    more: [{ name: 'whenUnsatisfiable' }],
  }),
  volumes: list(
    'name',
    map({
      csi: map({ nodePublishSecretRef: atomic }),
      ephemeral: map({ volumeClaimTemplate: map({ spec: map({ selector: atomic }) }) }),
    }),
  ),
});

/** The metadata of any object, and of a pod template. */
export const metadata = map({
  finalizers: set,
  ownerReferences: list('uid', atomic),
});

export const conditions = list('type');

export const podTemplate = map({ metadata, spec: podSpec });

export const pod = map({
  metadata,
  spec: podSpec,
  status: map({
    conditions,
    hostIPs: list('ip', map({}), { mergedBy: 'strategic' }),
    podIPs: list('ip'),
    resourceClaimStatuses: list('name'),
  }),
});
