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
import { type FieldError, invalidFor, invalidText, invalidValue, notSupported } from './field-error.ts';
import { goNumberOrText } from './go-text.ts';
import { portNameErrors, portNumberErrors } from './names.ts';

/** A number that is there must not be below zero. */
export function atLeastZero(
  object: JsonObject,
  path: string,
  keys: readonly string[],
): readonly FieldError[] {
  return keys.flatMap((key) => {
    const value = numberAt(object, key);
    return value !== undefined && value < 0
      ? [invalidValue(`${path}.${key}`, value, 'must be greater than or equal to 0')]
      : [];
  });
}

/** A text that is there must be one of those that are known, in the order of the server. */
export function oneOf(
  object: JsonObject,
  path: string,
  key: string,
  supported: readonly string[],
): readonly FieldError[] {
  const value = textAt(object, key);
  return value === undefined || supported.includes(value)
    ? []
    : [notSupported(`${path}.${key}`, value, supported)];
}

/** A port by its number or by its name. */
export function portErrors(field: string, port: Json): readonly FieldError[] {
  if (typeof port === 'number') return invalidFor(field, port, portNumberErrors(port));
  return typeof port === 'string' ? invalidFor(field, port, portNameErrors(port)) : [];
}

const percent = /^\d+%$/;

/** A count of pods, or a share of them. */
export function countOrShare(field: string, value: Json | undefined): readonly FieldError[] {
  if (typeof value === 'number') {
    return value < 0 ? [invalidValue(field, value, 'must be greater than or equal to 0')] : [];
  }
  if (typeof value !== 'string' || percent.test(value)) return [];
  return [
    invalidText(
      field,
      goNumberOrText(value),
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', " +
        "regex used for validation is '[0-9]+%')",
    ),
  ];
}

/** The objects of a list, each with its path. */
export function itemsAt(
  object: JsonObject,
  path: string,
  key: string,
): readonly { readonly item: JsonObject; readonly path: string; readonly index: number }[] {
  return listAt(object, key).map((item, index) => ({
    item: isObject(item) ? item : {},
    path: `${path}.${key}[${String(index)}]`,
    index,
  }));
}

/** Whether a key holds an object: an empty one says something too. */
export function hasObject(object: JsonObject, key: string): boolean {
  return isObject(at(object, key));
}

export function specOf(object: JsonObject): JsonObject {
  return objectAt(object, 'spec');
}
