import { coreTypes } from './core-types.ts';
import { define, scale, status } from './define-type.ts';
import type { ResourceType } from './resource-type.ts';

const apps: readonly ResourceType[] = [
  ['DaemonSet', 'daemonsets', 'ds'],
  ['Deployment', 'deployments', 'deploy'],
  ['ReplicaSet', 'replicasets', 'rs'],
  ['StatefulSet', 'statefulsets', 'sts'],
].map(([kind = '', plural = '', short = '']) =>
  define({
    group: 'apps',
    version: 'v1',
    kind,
    plural,
    shortNames: [short],
    generations: true,
    categories: ['all'],
    subresources: kind === 'DaemonSet' ? [status(kind)] : [scale, status(kind)],
  }),
);

const others: readonly ResourceType[] = [
  define({ group: 'apps', version: 'v1', kind: 'ControllerRevision', plural: 'controllerrevisions' }),
  define({
    group: 'autoscaling',
    version: 'v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: [status('HorizontalPodAutoscaler')],
  }),
  define({
    group: 'autoscaling',
    version: 'v1',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: [status('HorizontalPodAutoscaler')],
    storedAs: { group: 'autoscaling', version: 'v2' },
  }),
  define({
    group: 'batch',
    version: 'v1',
    kind: 'CronJob',
    plural: 'cronjobs',
    shortNames: ['cj'],
    generations: true,
    categories: ['all'],
    subresources: [status('CronJob')],
  }),
  define({
    group: 'batch',
    version: 'v1',
    kind: 'Job',
    plural: 'jobs',
    generations: true,
    categories: ['all'],
    subresources: [status('Job')],
  }),
  define({ group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases' }),
  define({ group: 'discovery.k8s.io', version: 'v1', kind: 'EndpointSlice', plural: 'endpointslices' }),
  define({
    group: 'events.k8s.io',
    version: 'v1',
    kind: 'Event',
    plural: 'events',
    shortNames: ['ev'],
    storedAs: { group: '', version: 'v1' },
  }),
  define({
    group: 'networking.k8s.io',
    version: 'v1',
    kind: 'Ingress',
    plural: 'ingresses',
    shortNames: ['ing'],
    generations: true,
    subresources: [status('Ingress')],
  }),
  define({
    group: 'networking.k8s.io',
    version: 'v1',
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
    shortNames: ['netpol'],
    generations: true,
  }),
  define({
    group: 'policy',
    version: 'v1',
    kind: 'PodDisruptionBudget',
    plural: 'poddisruptionbudgets',
    shortNames: ['pdb'],
    generations: true,
    subresources: [status('PodDisruptionBudget')],
  }),
];

/** What is asked by creating it, and kept nowhere. */
const reviews: readonly ResourceType[] = [
  ['authentication.k8s.io', 'SelfSubjectReview', 'selfsubjectreviews'],
  ['authorization.k8s.io', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews'],
  ['authorization.k8s.io', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews'],
].map(([group = '', kind = '', plural = '']) =>
  define({
    group,
    version: 'v1',
    kind,
    plural,
    namespaced: false,
    verbs: ['create'],
  }),
);

const metrics: readonly ResourceType[] = [
  define({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind: 'NodeMetrics',
    plural: 'nodes',
    singular: '',
    namespaced: false,
    verbs: ['get', 'list'],
  }),
  define({
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind: 'PodMetrics',
    plural: 'pods',
    singular: '',
    verbs: ['get', 'list'],
  }),
];

/** Every type that the simulated API serves, in the order in which discovery tells them. */
export const servedTypes: readonly ResourceType[] = [
  ...coreTypes,
  ...apps,
  ...others,
  ...reviews,
  ...metrics,
];

export function typeOf(group: string, version: string, plural: string): ResourceType | undefined {
  return servedTypes.find(
    (type) => type.group === group && type.version === version && type.plural === plural,
  );
}

/** The type under which objects of a kind are stored: of several versions the one without `storedAs`. */
export function storedTypeOf(kind: string, group: string): ResourceType | undefined {
  return servedTypes.find(
    (type) => type.kind === kind && type.group === group && type.storedAs === undefined,
  );
}
