import { type Amount, amountOf, amountText } from '../../../steps/manifest/quantity.ts';
import { type JsonObject, objectAt } from '../objects/json.ts';
import { type FieldError, invalidValue } from './field-error.ts';
import { qualifiedErrors } from './names.ts';

const standard: ReadonlySet<string> = new Set(['cpu', 'ephemeral-storage', 'memory']);

/** What is wrong with the limits and requests of a container. */
export function resourceErrors(container: JsonObject, path: string): readonly FieldError[] {
  const resources = objectAt(container, 'resources');
  const limits = amounts(objectAt(resources, 'limits'));
  const requests = amounts(objectAt(resources, 'requests'));
  return [
    ...limits.flatMap((one) => amountErrors(one, `${path}.resources.limits`)),
    ...requests.flatMap((one) => [
      ...amountErrors(one, `${path}.resources.requests`),
      ...beyondLimit(one, limits, `${path}.resources.requests`),
    ]),
  ];
}

type Named = readonly [name: string, amount: Amount];

function amounts(object: JsonObject): readonly Named[] {
  return Object.keys(object)
    .toSorted()
    .flatMap((name) => {
      const amount = amountOf(object[name]);
      return amount === undefined ? [] : [[name, amount] as const];
    });
}

function amountErrors([name, amount]: Named, path: string): readonly FieldError[] {
  const field = `${path}[${name}]`;
  return [
    ...resourceNameErrors(field, name),
    ...(amount.nanos < 0n
      ? [invalidValue(field, amountText(amount), 'must be greater than or equal to 0')]
      : []),
  ];
}

function resourceNameErrors(field: string, name: string): readonly FieldError[] {
  const malformed = qualifiedErrors(name).map((why) => invalidValue(field, name, why));
  if (malformed.length > 0 || name.includes('/') || standard.has(name) || name.startsWith('hugepages-')) {
    return malformed;
  }
  return [
    invalidValue(field, name, 'must be a standard resource type or fully qualified'),
    invalidValue(field, name, 'must be a standard resource for containers'),
  ];
}

function beyondLimit([name, request]: Named, limits: readonly Named[], path: string): readonly FieldError[] {
  const limit = limits.find(([other]) => other === name)?.[1];
  if (limit === undefined || request.nanos <= limit.nanos) return [];
  return [
    invalidValue(
      path,
      amountText(request),
      `must be less than or equal to ${name} limit of ${amountText(limit)}`,
    ),
  ];
}
