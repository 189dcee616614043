import { amountOf, amountText } from '../../../steps/manifest/quantity.ts';
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
} from '../objects/json.ts';
import { countOrShare, hasObject, itemsAt } from './checks.ts';
import {
  type FieldError,
  forbiddenField,
  invalidFor,
  invalidText,
  invalidValue,
  notSupported,
  required,
} from './field-error.ts';
import { dataKeyErrors, subdomainErrors } from './names.ts';
import { selectorErrors } from './selector.ts';

export function configMapErrors(map: JsonObject): readonly FieldError[] {
  const binary = objectAt(map, 'binaryData');
  return [
    ...Object.keys(objectAt(map, 'data'))
      .toSorted()
      .flatMap((key) => [
        ...dataKey(key),
        ...(Object.hasOwn(binary, key)
          ? [invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')]
          : []),
      ]),
    ...Object.keys(binary)
      .toSorted()
      .flatMap((key) => invalidFor(`binaryData[${key}]`, key, dataKeyErrors(key))),
  ];
}

/** What a Secret of a type must hold. */
const secretKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export function secretErrors(secret: JsonObject): readonly FieldError[] {
  const data = objectAt(secret, 'data');
  const wanted = secretKeys[textAt(secret, 'type') ?? ''] ?? [];
  return [
    ...Object.keys(data).toSorted().flatMap(dataKey),
    ...wanted.filter((key) => !Object.hasOwn(data, key)).map((key) => required(`data[${key}]`)),
  ];
}

function dataKey(key: string): readonly FieldError[] {
  return invalidFor(`data[${key}]`, key, dataKeyErrors(key));
}

export function autoscalerErrors(spec: JsonObject): readonly FieldError[] {
  const least = numberAt(spec, 'minReplicas') ?? 1;
  const most = numberAt(spec, 'maxReplicas') ?? 0;
  return [
    ...(least < 1 ? [invalidValue('spec.minReplicas', least, 'must be greater than or equal to 1')] : []),
    ...(most < 1 ? [invalidValue('spec.maxReplicas', most, 'must be greater than 0')] : []),
    ...(most < least
      ? [invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')]
      : []),
    ...['kind', 'name']
      .filter((key) => (textAt(spec, 'scaleTargetRef', key) ?? '') === '')
      .map((key) => required(`spec.scaleTargetRef.${key}`)),
    ...itemsAt(spec, 'spec', 'metrics').flatMap(({ item, path }) => metricErrors(item, path)),
    ...(least === 0 && !listAt(spec, 'metrics').some(scalesFromZero)
      ? [
          forbiddenField(
            'spec.metrics',
            'must specify at least one Object or External metric to support scaling to zero replicas',
          ),
        ]
      : []),
  ];
}

function scalesFromZero(metric: Json): boolean {
  return ['External', 'Object'].includes(textAt(metric, 'type') ?? '');
}

function metricErrors(metric: JsonObject, path: string): readonly FieldError[] {
  const target = objectAt(metric, 'resource', 'target');
  if (!hasObject(metric, 'resource')) return [];
  if (at(target, 'averageUtilization') !== undefined || at(target, 'averageValue') !== undefined) return [];
  return [
    required(
      `${path}.resource.target.averageUtilization`,
      'must set either a target raw value or a target utilization',
    ),
  ];
}

export function leaseErrors(spec: JsonObject): readonly FieldError[] {
  const seconds = numberAt(spec, 'leaseDurationSeconds') ?? 1;
  const transitions = numberAt(spec, 'leaseTransitions') ?? 0;
  return [
    ...(seconds <= 0 ? [invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0')] : []),
    ...(transitions < 0
      ? [invalidValue('spec.leaseTransitions', transitions, 'must be greater than or equal to 0')]
      : []),
  ];
}

export function budgetErrors(spec: JsonObject): readonly FieldError[] {
  const selector = at(spec, 'selector');
  const isBoth = ['minAvailable', 'maxUnavailable'].every((key) => at(spec, key) !== undefined);
  return [
    ...(isBoth
      ? [
          invalidText(
            'spec',
            'policy.PodDisruptionBudgetSpec{...}',
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : []),
    ...countOrShare('spec.minAvailable', at(spec, 'minAvailable')),
    ...countOrShare('spec.maxUnavailable', at(spec, 'maxUnavailable')),
    ...(isObject(selector) ? selectorErrors(selector, 'spec.selector') : []),
  ];
}

export function ingressErrors(spec: JsonObject): readonly FieldError[] {
  if (listAt(spec, 'rules').length === 0 && !hasObject(spec, 'defaultBackend')) {
    const why = 'either `defaultBackend` or `rules` must be specified';
    return [invalidText('spec', '[]networking.IngressRule(nil)', why)];
  }
  return itemsAt(spec, 'spec', 'rules').flatMap(({ item, path }) => {
    const host = textAt(item, 'host') ?? '';
    const plain = host.startsWith('*.') ? host.slice(2) : host;
    return [
      ...(host === '' ? [] : invalidFor(`${path}.host`, host, subdomainErrors(plain))),
      ...itemsAt(objectAt(item, 'http'), `${path}.http`, 'paths').flatMap((one) =>
        pathErrors(one.item, one.path),
      ),
    ];
  });
}

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

function pathErrors(rule: JsonObject, path: string): readonly FieldError[] {
  const kind = textAt(rule, 'pathType') ?? '';
  const place = textAt(rule, 'path') ?? '';
  const backend = objectAt(rule, 'backend');
  const typed =
    kind === ''
      ? [required(`${path}.pathType`, 'pathType must be specified')]
      : [notSupported(`${path}.pathType`, kind, pathTypes)];
  return [
    ...(pathTypes.includes(kind) ? absoluteErrors(place, kind, `${path}.path`) : typed),
    ...backendErrors(backend, `${path}.backend`),
  ];
}

function absoluteErrors(place: string, kind: string, field: string): readonly FieldError[] {
  const isFree = kind === 'ImplementationSpecific' && place === '';
  return isFree || place.startsWith('/') ? [] : [invalidValue(field, place, 'must be an absolute path')];
}

function backendErrors(backend: JsonObject, path: string): readonly FieldError[] {
  if (hasObject(backend, 'resource')) return [];
  if (!hasObject(backend, 'service')) {
    return [invalidValue(path, '', 'resource or service backend is required')];
  }
  const hasPort =
    (numberAt(backend, 'service', 'port', 'number') ?? 0) !== 0 ||
    (textAt(backend, 'service', 'port', 'name') ?? '') !== '';
  return [
    ...((textAt(backend, 'service', 'name') ?? '') === '' ? [required(`${path}.service.name`)] : []),
    ...(hasPort ? [] : [required(path, 'port name or number is required')]),
  ];
}

const quotaNames =
  /^(?:count\/.+|(?:requests\.|limits\.)?(?:cpu|memory|ephemeral-storage)|requests\.(?:storage|.+\/.+|hugepages-.+)|services\.(?:loadbalancers|nodeports)|configmaps|persistentvolumeclaims|pods|replicationcontrollers|resourcequotas|secrets|services|.+\/.+)$/;

export function quotaErrors(spec: JsonObject): readonly FieldError[] {
  const hard = objectAt(spec, 'hard');
  return Object.keys(hard)
    .toSorted()
    .flatMap((name) => {
      const field = `spec.hard[${name}]`;
      const amount = amountOf(hard[name]);
      return [
        ...(quotaNames.test(name)
          ? []
          : [
              invalidValue(field, name, 'must be a standard resource type or fully qualified'),
              invalidValue(field, name, 'must be a standard resource for quota'),
            ]),
        ...(amount !== undefined && amount.nanos < 0n
          ? [invalidValue(field, amountText(amount), 'must be greater than or equal to 0')]
          : []),
      ];
    });
}

export function claimErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...(listAt(spec, 'accessModes').length === 0
      ? [required('spec.accessModes', 'at least 1 access mode is required')]
      : []),
    ...(at(spec, 'resources', 'requests', 'storage') === undefined
      ? [required('spec.resources[storage]')]
      : []),
  ];
}

export function networkPolicyErrors(spec: JsonObject): readonly FieldError[] {
  return selectorErrors(objectAt(spec, 'podSelector'), 'spec.podSelector');
}
