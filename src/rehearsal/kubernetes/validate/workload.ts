import { at, type Json, type JsonObject, numberAt, objectAt, textAt } from '../objects/json.ts';
import { atLeastZero, countOrShare, oneOf } from './checks.ts';
import { type FieldError, forbiddenField, invalidText, invalidValue, notSupported } from './field-error.ts';
import { goNumberOrText } from './go-text.ts';
import { lastingTemplateErrors } from './pod.ts';
import { podSelectorErrors } from './selector.ts';

export function deploymentErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...atLeastZero(spec, 'spec', ['replicas']),
    ...podSelectorErrors(spec, 'deployment'),
    ...lastingTemplateErrors(spec),
    ...strategyErrors(objectAt(spec, 'strategy')),
    ...atLeastZero(spec, 'spec', ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']),
    ...deadlineErrors(spec),
  ];
}

function deadlineErrors(spec: JsonObject): readonly FieldError[] {
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  const minimum = numberAt(spec, 'minReadySeconds') ?? 0;
  return deadline !== undefined && deadline >= 0 && deadline <= minimum
    ? [invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
    : [];
}

function strategyErrors(strategy: JsonObject): readonly FieldError[] {
  const kind = textAt(strategy, 'type') ?? '';
  const path = 'spec.strategy';
  switch (kind) {
    case 'Recreate':
      return at(strategy, 'rollingUpdate') === undefined
        ? []
        : [
            forbiddenField(
              `${path}.rollingUpdate`,
              "may not be specified when strategy `type` is 'Recreate'",
            ),
          ];
    case 'RollingUpdate':
      return rollingErrors(objectAt(strategy, 'rollingUpdate'), `${path}.rollingUpdate`);
    default: {
      const text = `apps.DeploymentStrategy{Type:${JSON.stringify(kind)}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`;
      const { reason, message } = notSupported(path, kind, ['Recreate', 'RollingUpdate']);
      return [{ field: path, reason, message: message.replace(JSON.stringify(kind), () => text) }];
    }
  }
}

function rollingErrors(rolling: JsonObject, path: string): readonly FieldError[] {
  const surge = at(rolling, 'maxSurge') ?? 0;
  const unavailable = at(rolling, 'maxUnavailable') ?? 0;
  const field = `${path}.maxUnavailable`;
  return [
    ...countOrShare(field, unavailable),
    ...countOrShare(`${path}.maxSurge`, surge),
    ...(isZero(surge) && isZero(unavailable)
      ? [invalidText(field, goNumberOrText(unavailable), 'may not be 0 when `maxSurge` is 0')]
      : []),
    ...(typeof unavailable === 'string' && Number.parseInt(unavailable, 10) > 100
      ? [invalidText(field, goNumberOrText(unavailable), 'must not be greater than 100%')]
      : []),
  ];
}

function isZero(value: Json): boolean {
  return value === 0 || value === '0%';
}

export function replicaSetErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...atLeastZero(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...podSelectorErrors(spec, 'replicaset'),
    ...lastingTemplateErrors(spec),
  ];
}

export function daemonSetErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...podSelectorErrors(spec, 'daemonset'),
    ...lastingTemplateErrors(spec),
    ...atLeastZero(spec, 'spec', ['minReadySeconds', 'revisionHistoryLimit']),
  ];
}

export function statefulSetErrors(spec: JsonObject): readonly FieldError[] {
  const policy = textAt(spec, 'podManagementPolicy') ?? 'OrderedReady';
  return [
    ...(policy === 'OrderedReady' || policy === 'Parallel'
      ? []
      : [invalidValue('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")]),
    ...oneOf(objectAt(spec, 'updateStrategy'), 'spec.updateStrategy', 'type', ['OnDelete', 'RollingUpdate']),
    ...atLeastZero(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...podSelectorErrors(spec, 'statefulset'),
    ...lastingTemplateErrors(spec),
  ];
}
