import { at, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import { plainQuantities } from './container.ts';
import { changed, filled, withEach, within } from './fill.ts';

/** The spec of a HorizontalPodAutoscaler of autoscaling/v2: without a metric it keeps the CPU at 80 %. */
export function withAutoscalerDefaults(spec: JsonObject): JsonObject {
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  };
  return within(filled(spec, { metrics: [cpu], minReplicas: 1 }), 'behavior', (behavior) =>
    changed(
      { scaleDown: {}, scaleUp: {}, ...behavior },
      (one) => within(one, 'scaleDown', (rules) => filled(rules, scaleDown)),
      (one) => within(one, 'scaleUp', (rules) => filled(rules, scaleUp)),
    ),
  );
}

const double = { type: 'Percent', value: 100, periodSeconds: 15 };
const scaleDown = { selectPolicy: 'Max', policies: [double] };
const scaleUp = {
  selectPolicy: 'Max',
  stabilizationWindowSeconds: 0,
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, double],
};

/** The spec of a NetworkPolicy: it is about incoming traffic, and about outgoing where it has rules for it. */
export function withNetworkPolicyDefaults(spec: JsonObject): JsonObject {
  const types = at(spec, 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
  const full = filled(spec, { podSelector: {}, policyTypes: types });
  return ['ingress', 'egress'].reduce(
    (one, key) =>
      withEach(one, key, (rule) => withEach(rule, 'ports', (port) => filled(port, { protocol: 'TCP' }))),
    full,
  );
}

export function withQuotaDefaults(spec: JsonObject): JsonObject {
  return within(spec, 'hard', plainQuantities);
}

/** The spec of a LimitRange: of containers, the most is also what they get, and what they get is what they ask for. */
export function withLimitsDefaults(spec: JsonObject): JsonObject {
  return withEach(spec, 'limits', (given) => {
    const limit = ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'].reduce(
      (one, key) => within(one, key, plainQuantities),
      given,
    );
    if (textAt(limit, 'type') !== 'Container') return limit;
    const usual = { ...objectAt(limit, 'max'), ...objectAt(limit, 'default') };
    const request = { ...objectAt(limit, 'min'), ...usual, ...objectAt(limit, 'defaultRequest') };
    return {
      ...limit,
      ...(Object.keys(usual).length === 0 ? {} : { default: usual }),
      ...(Object.keys(request).length === 0 ? {} : { defaultRequest: request }),
    };
  });
}

/** A Secret: plain texts are taken into its data. */
export function withSecretDefaults(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = filled(secret, { type: 'Opaque' });
  const texts = Object.entries(objectAt({ stringData: stringData ?? {} }, 'stringData')).flatMap(
    ([key, text]) => (typeof text === 'string' ? [[key, Buffer.from(text).toString('base64')] as const] : []),
  );
  if (texts.length === 0) return rest;
  return { ...rest, data: { ...objectAt(rest, 'data'), ...Object.fromEntries(texts) } };
}

/** A Namespace: it has its name as a label, and the content in it is removed before it goes. */
export function withNamespaceDefaults(namespace: JsonObject): JsonObject {
  const name = textAt(namespace, 'metadata', 'name') ?? '';
  return {
    ...namespace,
    metadata: {
      ...objectAt(namespace, 'metadata'),
      ...(name === ''
        ? {}
        : { labels: { ...objectAt(namespace, 'metadata', 'labels'), 'kubernetes.io/metadata.name': name } }),
    },
    spec: filled(objectAt(namespace, 'spec'), { finalizers: ['kubernetes'] }),
  };
}

/** An Endpoints object: its ports speak TCP. */
export function withEndpointsDefaults(endpoints: JsonObject): JsonObject {
  return listAt(endpoints, 'subsets').length === 0
    ? endpoints
    : withEach(endpoints, 'subsets', (subset) =>
        withEach(subset, 'ports', (port) => filled(port, { protocol: 'TCP' })),
      );
}
