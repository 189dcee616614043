import type { Manifest } from '../ports/cluster.ts';
import { defined, field, isRecord, items, record, text } from './json.ts';

export interface JobWish {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly command: readonly string[];
  /** Seconds after which the cluster itself stops it. */
  readonly deadline: number;
  /** Seconds for which the finished Job stays, for whoever looks at it. */
  readonly ttl: number;
  /** Variables beside those of the Deployment. */
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Whose environment, account, pull secrets and volumes it takes over. */
  readonly deployment?: Manifest;
}

/** What the first container of a Deployment needs to run the same program for another purpose. */
const fromContainer = [
  'envFrom',
  'volumeMounts',
  'imagePullPolicy',
  'securityContext',
  'workingDir',
  'resources',
];
const fromPod = [
  'serviceAccountName',
  'automountServiceAccountToken',
  'imagePullSecrets',
  'volumes',
  'securityContext',
  'nodeSelector',
  'tolerations',
  'priorityClassName',
  'dnsPolicy',
  'dnsConfig',
  'hostAliases',
];

/**
 * A Job that runs a command once. A failed migration must not run again by itself: no restart, no back-off,
 * and a deadline that the cluster keeps. Sidecars, probes, ports and lifecycle hooks are not taken over:
 * a Job with a sidecar never completes.
 */
export function jobManifest(wish: JobWish): Manifest {
  const podSpec = field(wish.deployment, 'spec', 'template', 'spec');
  const source = items(field(podSpec, 'containers'))[0];
  const container = {
    ...pick(source, fromContainer),
    name: 'job',
    image: wish.image,
    command: wish.command,
    env: mergedEnv(source, wish.env),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: wish.name, namespace: wish.namespace, labels: wish.labels },
    spec: {
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: wish.deadline,
      ttlSecondsAfterFinished: wish.ttl,
      template: {
        metadata: { labels: wish.labels },
        spec: { ...pick(podSpec, fromPod), restartPolicy: 'Never', containers: [container] },
      },
    },
  };
}

function pick(source: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  const from = record(source);
  return defined(Object.fromEntries(names.map((name) => [name, from[name]])));
}

/** The wish's variables win over those of the Deployment. */
function mergedEnv(source: unknown, env: Readonly<Record<string, string>>): readonly unknown[] {
  const kept = items(field(source, 'env')).filter(
    (one) => isRecord(one) && !Object.hasOwn(env, text(one['name']) ?? ''),
  );
  return [...kept, ...Object.entries(env).map(([name, value]) => ({ name, value }))];
}
