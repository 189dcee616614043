import { at, type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { filled, withEach } from './fill.ts';

/** The spec of a Service, without its addresses, which are given when it is created. */
export function withServiceDefaults(spec: JsonObject): JsonObject {
  const kind = textAt(spec, 'type') ?? 'ClusterIP';
  const full = filled(spec, {
    sessionAffinity: 'None',
    type: kind,
    ...(kind === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' }),
    ...(kind === 'NodePort' || kind === 'LoadBalancer' ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(kind === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
  });
  return withEach(withAffinity(full), 'ports', withPort);
}

/** Three hours. */
const stickySeconds = 10_800;

function withAffinity(spec: JsonObject): JsonObject {
  if (textAt(spec, 'sessionAffinity') !== 'ClientIP') return spec;
  const clientIP = filled(objectAt(spec, 'sessionAffinityConfig', 'clientIP'), {
    timeoutSeconds: stickySeconds,
  });
  return { ...spec, sessionAffinityConfig: { clientIP } };
}

function withPort(port: JsonObject): JsonObject {
  const target = at(port, 'targetPort');
  return {
    ...filled(port, { protocol: 'TCP' }),
    targetPort: target === undefined || target === '' || target === 0 ? (at(port, 'port') ?? 0) : target,
  };
}
