import { canonicalQuantity } from '../objects/quantity.ts';
import { type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { changed, filled, withEach, within } from './fill.ts';

/** A container of a pod or of a template: pkg/apis/core/v1/defaults.go, SetDefaults_Container and what hangs on it. */
export function withContainerDefaults(container: JsonObject): JsonObject {
  return changed(
    filled(container, {
      imagePullPolicy: pullPolicyOf(textAt(container, 'image') ?? ''),
      resources: {},
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
    (one) => withEach(one, 'ports', (port) => filled(port, { protocol: 'TCP' })),
    (one) => withEach(one, 'env', (entry) => within(entry, 'valueFrom', withFieldVersion)),
    (one) => within(one, 'resources', withPlainQuantities),
    (one) => ['livenessProbe', 'readinessProbe', 'startupProbe'].reduce(withProbe, one),
    (one) => within(one, 'lifecycle', (lifecycle) => ['postStart', 'preStop'].reduce(withHook, lifecycle)),
  );
}

/** Limits and requests in their canonical form. */
export function withPlainQuantities(resources: JsonObject): JsonObject {
  return ['limits', 'requests'].reduce((one, key) => within(one, key, plainQuantities), resources);
}

export function plainQuantities(amounts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, canonicalQuantity(amount)] as const),
  );
}

/** A reference to a field of the pod, in `env` or in a downward API volume, says of which version the field is. */
export function withFieldVersion(from: JsonObject): JsonObject {
  return within(from, 'fieldRef', (reference) => filled(reference, { apiVersion: 'v1' }));
}

function pullPolicyOf(image: string): string {
  const [named = '', digest] = image.split('@');
  const [, tag = digest === undefined ? 'latest' : ''] = /:([^:/]+)$/.exec(named) ?? [];
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function withProbe(container: JsonObject, key: string): JsonObject {
  return within(container, key, (probe) =>
    changed(
      filled(probe, { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }),
      withRequest,
      (one) => within(one, 'grpc', (grpc) => filled(grpc, { service: '' })),
    ),
  );
}

function withHook(lifecycle: JsonObject, key: string): JsonObject {
  return within(lifecycle, key, withRequest);
}

function withRequest(handler: JsonObject): JsonObject {
  return within(handler, 'httpGet', (request) => filled(request, { path: '/', scheme: 'HTTP' }));
}

/** What a container of a pod asks for where it only says its limits: of pods, not of templates. */
export function withRequestsFromLimits(container: JsonObject): JsonObject {
  const limits = objectAt(container, 'resources', 'limits');
  if (Object.keys(limits).length === 0) return container;
  return within(container, 'resources', (resources) => ({
    ...resources,
    requests: { ...limits, ...objectAt(resources, 'requests') },
  }));
}
