import { at, isObject, type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { hasObject, itemsAt } from './checks.ts';
import { type FieldError, forbiddenField, invalidFor, invalidValue, required } from './field-error.ts';
import { dataKeyErrors, subdomainErrors, variableNameErrors } from './names.ts';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'] as const;

/** What is wrong with the environment of a container. */
export function environmentErrors(container: JsonObject, path: string): readonly FieldError[] {
  return [
    ...itemsAt(container, path, 'env').flatMap(({ item, path: one }) => variableErrors(item, one)),
    ...itemsAt(container, path, 'envFrom').flatMap(({ item, path: one }) => fromErrors(item, one)),
  ];
}

function variableErrors(variable: JsonObject, path: string): readonly FieldError[] {
  const name = textAt(variable, 'name') ?? '';
  const named =
    name === '' ? [required(`${path}.name`)] : invalidFor(`${path}.name`, name, variableNameErrors(name));
  return [...named, ...sourceErrors(variable, `${path}.valueFrom`)];
}

function sourceErrors(variable: JsonObject, path: string): readonly FieldError[] {
  const from = at(variable, 'valueFrom');
  if (!isObject(from)) return [];
  const used = sources.filter((key) => hasObject(from, key));
  const told = used.flatMap((key) => referenceErrors(key, objectAt(from, key), `${path}.${key}`));
  if (used.length === 0) {
    const why = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    return [invalidValue(path, '', why)];
  }
  if ((textAt(variable, 'value') ?? '') !== '') {
    return [...told, invalidValue(path, '', 'may not be specified when `value` is not empty')];
  }
  return used.length > 1
    ? [...told, invalidValue(path, '', 'may not have more than one field specified at a time')]
    : told;
}

function referenceErrors(
  kind: (typeof sources)[number],
  reference: JsonObject,
  path: string,
): readonly FieldError[] {
  switch (kind) {
    case 'configMapKeyRef':
    case 'secretKeyRef':
      return keyErrors(reference, path);
    case 'fieldRef':
      return fieldErrors(textAt(reference, 'fieldPath') ?? '', path);
    case 'resourceFieldRef':
      return (textAt(reference, 'resource') ?? '') === '' ? [required(`${path}.resource`)] : [];
  }
}

function keyErrors(reference: JsonObject, path: string): readonly FieldError[] {
  const name = textAt(reference, 'name') ?? '';
  const key = textAt(reference, 'key') ?? '';
  return [
    ...invalidFor(`${path}.name`, name, subdomainErrors(name)),
    ...(key === '' ? [required(`${path}.key`)] : invalidFor(`${path}.key`, key, dataKeyErrors(key))),
  ];
}

const podFields: ReadonlySet<string> = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);

function fieldErrors(fieldPath: string, path: string): readonly FieldError[] {
  const field = `${path}.fieldPath`;
  if (fieldPath === '') return [required(field)];
  if (podFields.has(fieldPath) || /^metadata\.(?:labels|annotations)\['.+'\]$/.test(fieldPath)) return [];
  return [
    invalidValue(field, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`),
  ];
}

function fromErrors(from: JsonObject, path: string): readonly FieldError[] {
  const used = ['configMapRef', 'secretRef'].filter((key) => hasObject(from, key));
  const [kind] = used;
  if (kind === undefined) {
    return [invalidValue(path, '', 'must specify one of: `configMapRef` or `secretRef`')];
  }
  if (used.length > 1) {
    return [forbiddenField(path, 'may not have more than one field specified at a time')];
  }
  const name = textAt(from, kind, 'name') ?? '';
  const field = `${path}.${kind}.name`;
  return name === '' ? [required(field)] : invalidFor(field, name, subdomainErrors(name));
}
