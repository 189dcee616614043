import { isIP } from 'node:net';
import { at, type JsonObject, listAt, numberAt, objectAt, textAt } from '../objects/json.ts';
import { itemsAt, oneOf, portErrors } from './checks.ts';
import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidFor,
  invalidValue,
  required,
} from './field-error.ts';
import { goNumberOrText } from './go-text.ts';
import { labelsErrors } from './metadata.ts';
import { labelErrors, portNumberErrors } from './names.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

export function serviceErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...presenceErrors(spec),
    ...portListErrors(spec),
    ...labelsErrors(objectAt(spec, 'selector'), 'spec.selector'),
    ...oneOf(spec, 'spec', 'sessionAffinity', ['ClientIP', 'None']),
    ...addressErrors(spec),
    ...oneOf(spec, 'spec', 'type', types),
    ...samePortErrors(spec),
    ...nodePortErrors(spec),
  ];
}

/** What a service of each type can't do without. */
function presenceErrors(spec: JsonObject): readonly FieldError[] {
  const kind = textAt(spec, 'type') ?? '';
  const isHeadless = textAt(spec, 'clusterIP') === 'None';
  if (kind === 'ExternalName') {
    return (textAt(spec, 'externalName') ?? '') === '' ? [required('spec.externalName')] : [];
  }
  return [
    ...(listAt(spec, 'ports').length === 0 && !isHeadless ? [required('spec.ports')] : []),
    ...(isHeadless && (kind === 'NodePort' || kind === 'LoadBalancer')
      ? [invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${kind} services`)]
      : []),
  ];
}

function portListErrors(spec: JsonObject): readonly FieldError[] {
  const ports = itemsAt(spec, 'spec', 'ports');
  const names = ports.map(({ item }) => textAt(item, 'name') ?? '');
  return ports.flatMap(({ item, path, index }) => {
    const port = numberAt(item, 'port') ?? 0;
    return [
      ...nameErrors(names, index, `${path}.name`),
      ...invalidFor(`${path}.port`, port, portNumberErrors(port)),
      ...oneOf(item, path, 'protocol', ['SCTP', 'TCP', 'UDP']),
      ...portErrors(`${path}.targetPort`, at(item, 'targetPort') ?? port),
    ];
  });
}

/** Where there are several ports, each needs a name. */
function nameErrors(names: readonly string[], index: number, field: string): readonly FieldError[] {
  const name = names[index] ?? '';
  if (name === '') return names.length > 1 ? [required(field)] : [];
  const errors = invalidFor(field, name, labelErrors(name));
  return errors.length === 0 && names.slice(0, index).includes(name) ? [duplicate(field, name)] : errors;
}

function addressErrors(spec: JsonObject): readonly FieldError[] {
  const address = textAt(spec, 'clusterIP') ?? '';
  if (address === '' || address === 'None' || isIP(address) !== 0) return [];
  const why = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  return [invalidValue('spec.clusterIPs[0]', address, why)];
}

/** A number may be there once for each protocol. */
function samePortErrors(spec: JsonObject): readonly FieldError[] {
  const ports = itemsAt(spec, 'spec', 'ports');
  const keys = ports.map(
    ({ item }) => `${textAt(item, 'protocol') ?? ''}/${String(numberAt(item, 'port') ?? 0)}`,
  );
  return ports.flatMap(({ item, path, index }) => {
    if (!keys.slice(0, index).includes(keys[index] ?? '')) return [];
    const { reason, message } = duplicate(path, '');
    return [{ field: path, reason, message: message.replace('""', () => goServicePort(item)) }];
  });
}

/** As Go writes it: of a port that is told twice only the number and the protocol are shown. */
function goServicePort(port: JsonObject): string {
  const protocol = JSON.stringify(textAt(port, 'protocol') ?? '');
  const number = String(numberAt(port, 'port') ?? 0);
  const target = goNumberOrText(0);
  return (
    `core.ServicePort{Name:"", Protocol:${protocol}, AppProtocol:(*string)(nil), Port:${number}, ` +
    `TargetPort:${target}, NodePort:0}`
  );
}

function nodePortErrors(spec: JsonObject): readonly FieldError[] {
  if (textAt(spec, 'type') !== 'ClusterIP') return [];
  return itemsAt(spec, 'spec', 'ports').flatMap(({ item, path }) =>
    (numberAt(item, 'nodePort') ?? 0) === 0
      ? []
      : [forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'")],
  );
}
