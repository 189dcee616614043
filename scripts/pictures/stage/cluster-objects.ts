import { createHash } from 'node:crypto';

/** How a pod of a service on stage is doing. */
export type PodOnStage = 'old' | 'starting' | 'ready' | 'crashing';

/** A service on stage: its release, and its pods. */
export interface ServiceOnStage {
  readonly name: string;
  readonly tag: string;
  readonly revision: number;
  /** ISO time at which this revision was made. */
  readonly since: string;
  readonly pods: readonly PodOnStage[];
}

/** Objects of the Kubernetes API by the last part of their collection's path. */
export interface StageObjects {
  readonly deployments: readonly object[];
  readonly replicasets: readonly object[];
  readonly pods: readonly object[];
  readonly events: readonly object[];
}

/** Pods that each service shall have. */
const replicas = 2;

/** A pod is known by its name, so no two of a service may share one. */
const suffixes = { new: ['m6wt9', 'x2k4p', 'q8d5z'], old: ['h7c2n', 'b9v6j', 't4l8r'] } as const;

export function objectsOf(services: readonly ServiceOnStage[]): StageObjects {
  return {
    deployments: services.map(deployment),
    replicasets: services.map(replicaSet),
    pods: services.flatMap((service) => service.pods.map((pod, index) => podObject(service, pod, index))),
    events: [],
  };
}

function deployment(service: ServiceOnStage): object {
  const updated = service.pods.filter((pod) => pod !== 'old').length;
  const ready = service.pods.filter((pod) => pod === 'ready').length;
  const old = service.pods.filter((pod) => pod === 'old').length;
  return {
    metadata: {
      name: fullName(service),
      uid: `deployment-${service.name}`,
      generation: service.revision,
      annotations: { 'deployment.kubernetes.io/revision': String(service.revision) },
    },
    spec: { replicas, template: { spec: { containers: [container(service)] } } },
    status: {
      observedGeneration: service.revision,
      replicas: service.pods.length,
      updatedReplicas: updated,
      readyReplicas: ready + old,
      availableReplicas: ready,
    },
  };
}

function replicaSet(service: ServiceOnStage): object {
  return {
    metadata: {
      name: `${fullName(service)}-${hashOf(service)}`,
      uid: replicaSetUid(service, service.revision),
      creationTimestamp: service.since,
      annotations: { 'deployment.kubernetes.io/revision': String(service.revision) },
      ownerReferences: [owner('Deployment', fullName(service), `deployment-${service.name}`)],
    },
    spec: { replicas },
  };
}

function podObject(service: ServiceOnStage, pod: PodOnStage, index: number): object {
  const revision = pod === 'old' ? service.revision - 1 : service.revision;
  const ready = pod === 'ready' || pod === 'old';
  const suffix = (revision === service.revision ? suffixes.new : suffixes.old)[index] ?? String(index);
  const name = `${fullName(service)}-${hashOf(service)}-${suffix}`;
  return {
    metadata: {
      name,
      uid: `pod-${service.name}-${String(revision)}-${String(index)}`,
      creationTimestamp: service.since,
      ownerReferences: [owner('ReplicaSet', 'of-this-revision', replicaSetUid(service, revision))],
    },
    spec: { nodeName: 'node-1', containers: [container(service)] },
    status: {
      phase: pod === 'starting' ? 'Pending' : 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: service.since }],
      containerStatuses: [{ name: service.name, ready, ...containerState(service, pod) }],
    },
  };
}

function containerState({ since }: ServiceOnStage, pod: PodOnStage): object {
  const run = { startedAt: since, finishedAt: since };
  switch (pod) {
    case 'crashing':
      return {
        restartCount: 2,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1, reason: 'Error', ...run } },
      };
    case 'starting':
      return { restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } };
    case 'ready':
    case 'old':
      return { restartCount: 0, state: { running: { startedAt: since } } };
  }
}

function container({ name, tag }: ServiceOnStage): object {
  return { name, image: `ghcr.io/henrigkroine/teei-${name}:${tag}` };
}

function owner(kind: string, name: string, uid: string): object {
  return { kind, name, uid, controller: true };
}

/** The Deployment of a service, as platform.yaml names it in production. */
export function fullName({ name }: Pick<ServiceOnStage, 'name'>): string {
  return `prod-teei-${name}`;
}

function replicaSetUid({ name }: ServiceOnStage, revision: number): string {
  return `replicaset-${name}-${String(revision)}`;
}

/** A hash like that of a pod template; only its looks matter. */
function hashOf({ name }: ServiceOnStage): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 10);
}
