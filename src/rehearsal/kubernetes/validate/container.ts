import { type JsonObject, numberAt, textAt } from '../objects/json.ts';
import { itemsAt, oneOf } from './checks.ts';
import { environmentErrors } from './environment.ts';
import { duplicate, type FieldError, invalidFor, invalidValue, notFound, required } from './field-error.ts';
import { labelErrors, portNameErrors, portNumberErrors } from './names.ts';
import { probesErrors } from './probe.ts';
import { resourceErrors } from './resources.ts';

/** What is wrong with the containers of a pod. `volumes`: the names of its volumes. */
export function containersErrors(
  spec: JsonObject,
  path: string,
  volumes: readonly string[],
): readonly FieldError[] {
  const containers = itemsAt(spec, path, 'containers');
  const initial = itemsAt(spec, path, 'initContainers');
  const names = containers.map(({ item }) => textAt(item, 'name') ?? '');
  const initialNames = initial.map(({ item }) => textAt(item, 'name') ?? '');
  return [
    ...(containers.length === 0 ? [required(`${path}.containers`)] : []),
    ...containers.flatMap(({ item, path: one, index }) => [
      ...containerErrors(item, one, volumes),
      ...takenName(names[index], names.slice(0, index), one),
    ]),
    ...initial.flatMap(({ item, path: one, index }) => [
      ...containerErrors(item, one, volumes),
      ...takenName(initialNames[index], [...names, ...initialNames.slice(0, index)], one),
    ]),
  ];
}

function takenName(name = '', others: readonly string[], path: string): readonly FieldError[] {
  return name !== '' && others.includes(name) ? [duplicate(`${path}.name`, name)] : [];
}

function containerErrors(
  container: JsonObject,
  path: string,
  volumes: readonly string[],
): readonly FieldError[] {
  const name = textAt(container, 'name') ?? '';
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalidFor(`${path}.name`, name, labelErrors(name))),
    ...imageErrors(textAt(container, 'image') ?? '', `${path}.image`),
    ...messagePolicyErrors(container, path),
    ...portsErrors(container, path),
    ...environmentErrors(container, path),
    ...mountErrors(container, path, volumes),
    ...oneOf(container, path, 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never']),
    ...resourceErrors(container, path),
    ...probesErrors(container, path),
  ];
}

function imageErrors(image: string, field: string): readonly FieldError[] {
  if (image === '') return [required(field)];
  return image.trim() === image
    ? []
    : [invalidValue(field, image, 'must not have leading or trailing whitespace')];
}

function messagePolicyErrors(container: JsonObject, path: string): readonly FieldError[] {
  const policy = textAt(container, 'terminationMessagePolicy') ?? 'File';
  return policy === 'File' || policy === 'FallbackToLogsOnError'
    ? []
    : [invalidValue(`${path}.terminationMessagePolicy`, policy, "must be 'File' or 'FallbackToLogsOnError'")];
}

function portsErrors(container: JsonObject, path: string): readonly FieldError[] {
  const ports = itemsAt(container, path, 'ports');
  const names = ports.map(({ item }) => textAt(item, 'name') ?? '');
  return ports.flatMap(({ item, path: one, index }) => [
    ...portNameError(names[index] ?? '', names.slice(0, index), `${one}.name`),
    ...containerPortError(numberAt(item, 'containerPort') ?? 0, `${one}.containerPort`),
    ...hostPortError(numberAt(item, 'hostPort') ?? 0, `${one}.hostPort`),
    ...oneOf(item, one, 'protocol', ['SCTP', 'TCP', 'UDP']),
  ]);
}

function portNameError(name: string, others: readonly string[], field: string): readonly FieldError[] {
  if (name === '') return [];
  const errors = invalidFor(field, name, portNameErrors(name));
  return errors.length === 0 && others.includes(name) ? [duplicate(field, name)] : errors;
}

function containerPortError(port: number, field: string): readonly FieldError[] {
  return port === 0 ? [required(field)] : invalidFor(field, port, portNumberErrors(port));
}

function hostPortError(port: number, field: string): readonly FieldError[] {
  return port === 0 ? [] : invalidFor(field, port, portNumberErrors(port));
}

function mountErrors(container: JsonObject, path: string, volumes: readonly string[]): readonly FieldError[] {
  const mounts = itemsAt(container, path, 'volumeMounts');
  const places = mounts.map(({ item }) => textAt(item, 'mountPath') ?? '');
  return mounts.flatMap(({ item, path: one, index }) => {
    const name = textAt(item, 'name') ?? '';
    const place = places[index] ?? '';
    return [
      ...(name === '' ? [required(`${one}.name`)] : []),
      ...(name === '' || volumes.includes(name) ? [] : [notFound(`${one}.name`, name)]),
      ...(place === '' ? [required(`${one}.mountPath`)] : []),
      ...(place !== '' && places.slice(0, index).includes(place)
        ? [invalidValue(`${one}.mountPath`, place, 'must be unique')]
        : []),
    ];
  });
}
