import { readEvent } from './read/event.ts';
import { readJob } from './read/job.ts';
import { readPod } from './read/pod.ts';
import { readControllerRevision, readDaemonSet, readStatefulSet } from './read/controlled.ts';
import { readDeployment, readReplicaSet } from './read/workload.ts';

/** Where each followed kind is found and how it is read. All of these have been stable since Kubernetes 1.9. */
export const collections = {
  deployments: {
    path: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/deployments`,
    read: readDeployment,
  },
  replicaSets: {
    path: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/replicasets`,
    read: readReplicaSet,
  },
  statefulSets: {
    path: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
    read: readStatefulSet,
  },
  daemonSets: {
    path: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
    read: readDaemonSet,
  },
  controllerRevisions: {
    path: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/controllerrevisions`,
    read: readControllerRevision,
  },
  pods: { path: (namespace: string) => `/api/v1/namespaces/${namespace}/pods`, read: readPod },
  events: { path: (namespace: string) => `/api/v1/namespaces/${namespace}/events`, read: readEvent },
  jobs: { path: (namespace: string) => `/apis/batch/v1/namespaces/${namespace}/jobs`, read: readJob },
} as const;
