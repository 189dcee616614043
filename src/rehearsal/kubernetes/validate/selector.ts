import { at, isObject, type Json, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import { selectorOf } from '../../../steps/manifest/label-selector.ts';
import { itemsAt } from './checks.ts';
import { type FieldError, forbiddenField, invalidText, invalidValue, required } from './field-error.ts';
import { goSelector, goTexts } from './go-text.ts';
import { labelsErrors } from './metadata.ts';

const operators = ['DoesNotExist', 'Exists', 'In', 'NotIn'];

/** What is wrong with a label selector. */
export function selectorErrors(selector: JsonObject, path: string): readonly FieldError[] {
  return [
    ...labelsErrors(objectAt(selector, 'matchLabels'), `${path}.matchLabels`),
    ...itemsAt(selector, path, 'matchExpressions').flatMap(({ item, path: one }) =>
      requirementErrors(item, one),
    ),
  ];
}

function requirementErrors(requirement: JsonObject, path: string): readonly FieldError[] {
  const operator = textAt(requirement, 'operator') ?? '';
  const values = listAt(requirement, 'values').length;
  if (!operators.includes(operator)) {
    return [invalidValue(`${path}.operator`, operator, 'not a valid selector operator')];
  }
  if (operator === 'In' || operator === 'NotIn') {
    return values > 0
      ? []
      : [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
  }
  return values === 0
    ? []
    : [
        forbiddenField(
          `${path}.values`,
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        ),
      ];
}

/**
 * What is wrong with the selector by which a workload finds its pods: it must be good, select something, and find the
 * pods of the template. `kind`: as messages name it, such as `deployment`.
 */
export function podSelectorErrors(spec: JsonObject, kind: string): readonly FieldError[] {
  const selector = at(spec, 'selector');
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  if (!isObject(selector)) return [required('spec.selector'), mismatch(labels)];
  if (isEmptySelector(selector)) {
    return [invalidText('spec.selector', goSelector(selector), `empty selector is invalid for ${kind}`)];
  }
  const errors = selectorErrors(selector, 'spec.selector');
  if (errors.length > 0) {
    return [...errors, invalidText('spec.selector', goSelector(selector), 'invalid label selector')];
  }
  return selectorOf(selector)(texts(labels)) ? [] : [mismatch(labels)];
}

function isEmptySelector(selector: Json): boolean {
  return (
    Object.keys(objectAt(selector, 'matchLabels')).length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}

export function mismatch(labels: JsonObject): FieldError {
  return invalidText(
    'spec.template.metadata.labels',
    goTexts(labels),
    '`selector` does not match template `labels`',
  );
}

export function texts(labels: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
}
