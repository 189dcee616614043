import {
  at,
  flagAt,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  sameJson,
  textAt,
} from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';
import { specOf } from './checks.ts';
import { type FieldError, forbiddenField, invalidText, invalidValue } from './field-error.ts';
import { goSelector } from './go-text.ts';

const fixed = 'field is immutable';

/** What an update may not change. */
export function changeErrors(object: KubeObject, before: KubeObject): readonly FieldError[] {
  const [spec, old] = [specOf(object), specOf(before)];
  switch (object.kind) {
    case 'DaemonSet':
    case 'Deployment':
    case 'ReplicaSet':
      return selectorChange(spec, old);
    case 'StatefulSet':
      return statefulSetChange(spec, old);
    case 'Job':
      return jobChange(spec, old);
    case 'Pod':
      return podChange(spec, old);
    case 'Service':
      return addressChange(spec, old);
    case 'ConfigMap':
    case 'Secret':
      return dataChange(object, before);
    case 'Lease':
      return versionMissing(object);
    case 'PersistentVolumeClaim':
      return claimChange(spec, old);
    default:
      return [];
  }
}

/** A Lease is replaced in one version alone (kubernetes, registry/coordination/lease, AllowUnconditionalUpdate). */
function versionMissing({ metadata }: KubeObject): readonly FieldError[] {
  return (textAt(metadata, 'resourceVersion') ?? '') === ''
    ? [invalidText('metadata.resourceVersion', '0x0', 'must be specified for an update')]
    : [];
}

function selectorChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const selector = at(spec, 'selector') ?? null;
  return sameJson(selector, at(old, 'selector') ?? null)
    ? []
    : [invalidText('spec.selector', goSelector(selector), fixed)];
}

/** The object without some of its keys. */
function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

const statefulSetKeys = [
  'minReadySeconds',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'template',
  'updateStrategy',
];

function statefulSetChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  return sameJson(without(spec, statefulSetKeys), without(old, statefulSetKeys))
    ? []
    : [
        forbiddenField(
          'spec',
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
            "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      ];
}

function jobChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const template = at(spec, 'template');
  const completions = numberAt(spec, 'completions') ?? null;
  return [
    ...(completions === (numberAt(old, 'completions') ?? null)
      ? []
      : [invalidValue('spec.completions', completions, fixed)]),
    ...selectorChange(spec, old),
    ...(sameJson(template, at(old, 'template')) || flagAt(old, 'suspend') === true
      ? []
      : [
          invalidText(
            'spec.template',
            'core.PodTemplateSpec{ObjectMeta:v1.ObjectMeta{...}, Spec:core.PodSpec{...}}',
            fixed,
          ),
        ]),
  ];
}

const podKeys =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` ' +
  '(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` ' +
  '(allow it to be set to 1 if it was previously negative)';

function podChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const lists = ['containers', 'initContainers'] as const;
  if (lists.some((key) => listAt(spec, key).length !== listAt(old, key).length)) {
    return [forbiddenField('spec.containers', 'pod updates may not add or remove containers')];
  }
  const deadline = numberAt(spec, 'activeDeadlineSeconds');
  const earlier = numberAt(old, 'activeDeadlineSeconds');
  return [
    ...(earlier !== undefined && deadline !== undefined && deadline > earlier
      ? [invalidValue('spec.activeDeadlineSeconds', deadline, 'must be less than or equal to previous value')]
      : []),
    ...(sameJson(unchangeable(spec), unchangeable(old))
      ? []
      : [forbiddenField('spec', `pod updates may not change fields other than ${podKeys}\n`)]),
  ];
}

/** The spec of a pod without what may be changed. The scheduler's choice of the node is its own. */
function unchangeable(spec: JsonObject): JsonObject {
  const withoutImage = (container: Json): Json =>
    isObject(container) ? without(container, ['image']) : container;
  return {
    ...without(spec, ['activeDeadlineSeconds', 'nodeName', 'tolerations', 'terminationGracePeriodSeconds']),
    containers: listAt(spec, 'containers').map(withoutImage),
    initContainers: listAt(spec, 'initContainers').map(withoutImage),
  };
}

function addressChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const [address, earlier] = [textAt(spec, 'clusterIP'), textAt(old, 'clusterIP')];
  if (earlier === undefined || address === undefined || address === earlier) return [];
  const text = `[]string{${JSON.stringify(address)}}`;
  return [invalidText('spec.clusterIPs[0]', text, 'may not change once set')];
}

function dataChange(object: KubeObject, before: KubeObject): readonly FieldError[] {
  const why = 'field is immutable when `immutable` is set';
  const isFixed = flagAt(before, 'immutable') === true;
  const kind = textAt(object, 'type') ?? '';
  return [
    ...(object.kind === 'Secret' && kind !== textAt(before, 'type')
      ? [invalidValue('type', kind, fixed)]
      : []),
    ...(isFixed && flagAt(object, 'immutable') !== true ? [forbiddenField('immutable', why)] : []),
    ...['data', 'binaryData']
      .filter((key) => isFixed && !sameJson(objectAt(object, key), objectAt(before, key)))
      .map((key) => forbiddenField(key, why)),
  ];
}

function claimChange(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  const keys =
    textAt(old, 'volumeName') === undefined ? ['volumeName'] : ['resources', 'volumeAttributesClassName'];
  return sameJson(without(spec, keys), without(old, keys))
    ? []
    : [
        forbiddenField(
          'spec',
          'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n',
        ),
      ];
}
