import { type JsonObject, listAt, numberAt, objectAt, textAt } from '../objects/json.ts';
import { itemsAt, oneOf } from './checks.ts';
import { containersErrors } from './container.ts';
import {
  type FieldError,
  forbiddenField,
  invalidFor,
  invalidValue,
  notSupported,
  required,
} from './field-error.ts';
import { annotationErrors, labelsErrors } from './metadata.ts';
import { subdomainErrors } from './names.ts';
import { volumesErrors } from './volume.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** What is wrong with the spec of a pod, or with that of a template. `path`: where it is in the object. */
export function podSpecErrors(spec: JsonObject, path: string): readonly FieldError[] {
  const volumes = listAt(spec, 'volumes').map((volume) => textAt(volume, 'name') ?? '');
  return [
    ...volumesErrors(spec, path),
    ...containersErrors(spec, path, volumes),
    ...oneOf(spec, path, 'restartPolicy', restartPolicies),
    ...oneOf(spec, path, 'dnsPolicy', dnsPolicies),
    ...labelsErrors(objectAt(spec, 'nodeSelector'), `${path}.nodeSelector`),
    ...accountErrors(textAt(spec, 'serviceAccountName') ?? '', `${path}.serviceAccountName`),
    ...deadlineErrors(numberAt(spec, 'activeDeadlineSeconds'), `${path}.activeDeadlineSeconds`),
    ...itemsAt(spec, path, 'tolerations').flatMap(({ item, path: one }) => tolerationErrors(item, one)),
  ];
}

function accountErrors(name: string, field: string): readonly FieldError[] {
  return name === '' ? [] : invalidFor(field, name, subdomainErrors(name));
}

const longest = 2 ** 31 - 1;

function deadlineErrors(seconds: number | undefined, field: string): readonly FieldError[] {
  return seconds === undefined || (seconds >= 1 && seconds <= longest)
    ? []
    : [invalidValue(field, seconds, `must be between 1 and ${String(longest)}, inclusive`)];
}

function tolerationErrors(toleration: JsonObject, path: string): readonly FieldError[] {
  const operator = textAt(toleration, 'operator') ?? 'Equal';
  const value = textAt(toleration, 'value') ?? '';
  if (operator === 'Exists') {
    return value === ''
      ? []
      : [invalidValue(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'")];
  }
  return operator === 'Equal' ? [] : [notSupported(`${path}.operator`, operator, ['Equal', 'Exists'])];
}

/** What is wrong with a template, but for how it fits the selector. */
export function templateErrors(spec: JsonObject, path = 'spec.template'): readonly FieldError[] {
  const template = objectAt(spec, 'template');
  return [
    ...labelsErrors(objectAt(template, 'metadata', 'labels'), `${path}.labels`),
    ...annotationErrors(objectAt(template, 'metadata', 'annotations'), `${path}.annotations`),
    ...podSpecErrors(objectAt(template, 'spec'), `${path}.spec`),
  ];
}

/** A template of which the pods are to be there for ever: they are restarted, and have no deadline. */
export function lastingTemplateErrors(spec: JsonObject): readonly FieldError[] {
  const path = 'spec.template.spec';
  const policy = textAt(spec, 'template', 'spec', 'restartPolicy') ?? 'Always';
  return [
    ...templateErrors(spec),
    ...(policy === 'Always' || !restartPolicies.includes(policy)
      ? []
      : [notSupported(`${path}.restartPolicy`, policy, ['Always'])]),
    ...(numberAt(spec, 'template', 'spec', 'activeDeadlineSeconds') === undefined
      ? []
      : [
          forbiddenField(
            `${path}.activeDeadlineSeconds`,
            'activeDeadlineSeconds in ReplicaSet is not Supported',
          ),
        ]),
  ];
}

/** A template of which the pods are to end: they are not restarted after they have. */
export function endingTemplateErrors(spec: JsonObject, path: string): readonly FieldError[] {
  const policy = textAt(spec, 'template', 'spec', 'restartPolicy') ?? 'Always';
  return policy === 'OnFailure' || policy === 'Never'
    ? []
    : [required(`${path}.spec.restartPolicy`, 'valid values: "OnFailure", "Never"')];
}
