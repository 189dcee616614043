import type { JsonObject } from '../../../src/rehearsal/kubernetes/objects/json.ts';

/** The one image that the stories run, without its tag. */
export const repository = 'ghcr.io/henrigkroine/teei-api-gateway';

/** Labels and selectors of everything that belongs to `app`. */
function labelsOf(app: string): JsonObject {
  return { app };
}

export function configMap(name: string, data: JsonObject, labels?: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(labels && { labels }) }, data };
}

export function service(name: string, app = name): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: labelsOf(app) },
    spec: { selector: labelsOf(app), ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 3000 }] },
  };
}

/** A container of the service's image that is ready as soon as it answers. */
export function container(tag: string, name = 'app', others: JsonObject = {}): JsonObject {
  return {
    name,
    image: `${repository}:${tag}`,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ containerPort: 3000 }],
    readinessProbe: { httpGet: { path: '/health', port: 3000 }, periodSeconds: 1 },
    ...others,
  };
}

export function deployment(name: string, tag: string, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      replicas: 2,
      selector: { matchLabels: labelsOf(name) },
      template: podTemplate(name, [container(tag)]),
      ...spec,
    },
  };
}

export function podTemplate(app: string, containers: readonly JsonObject[]): JsonObject {
  return {
    metadata: { labels: labelsOf(app) },
    spec: { terminationGracePeriodSeconds: 1, containers },
  };
}

export function pod(name: string, containers: readonly JsonObject[], spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: labelsOf(name) },
    spec: { terminationGracePeriodSeconds: 1, containers, ...spec },
  };
}

export function job(
  name: string,
  tag: string,
  command: readonly string[],
  spec: JsonObject = {},
): JsonObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels: labelsOf(name) },
        spec: {
          restartPolicy: 'Never',
          containers: [
            { name: 'job', image: `${repository}:${tag}`, imagePullPolicy: 'IfNotPresent', command },
          ],
        },
      },
      ...spec,
    },
  };
}

export function quota(name: string, hard: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec: { hard } };
}
