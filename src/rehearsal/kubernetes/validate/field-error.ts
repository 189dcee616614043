import type { Json } from '../objects/json.ts';

/** One reason why an object is invalid, as the causes of a Status name it. */
export interface FieldError {
  /** Such as `spec.template.spec.containers[0].name`. */
  readonly field: string;
  readonly reason:
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueInvalid'
    | 'FieldValueNotFound'
    | 'FieldValueNotSupported'
    | 'FieldValueRequired'
    | 'FieldValueTooLong';
  readonly message: string;
}

/** The value can't be: what it is, and why not (apimachinery, util/validation/field). */
export function invalidValue(field: string, value: Json, why: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${said(value)}: ${why}` };
}

/** The same with a value that Go writes in its own way. */
export function invalidText(field: string, text: string, why: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${text}: ${why}` };
}

/** One error for each reason why the value can't be. */
export function invalidFor(field: string, value: Json, reasons: readonly string[]): readonly FieldError[] {
  return reasons.map((why) => invalidValue(field, value, why));
}

export function required(field: string, why = ''): FieldError {
  return { field, reason: 'FieldValueRequired', message: withReason('Required value', why) };
}

export function forbiddenField(field: string, why: string): FieldError {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

export function duplicate(field: string, value: Json): FieldError {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${said(value)}` };
}

export function notFound(field: string, value: Json): FieldError {
  return { field, reason: 'FieldValueNotFound', message: `Not found: ${said(value)}` };
}

/** The value is none of those that are served. */
export function notSupported(field: string, value: Json, supported: readonly string[]): FieldError {
  const values = supported.map((one) => JSON.stringify(one)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${said(value)}: supported values: ${values}`,
  };
}

function withReason(what: string, why: string): string {
  return why === '' ? what : `${what}: ${why}`;
}

/** A value as the server writes it into a message: numbers and flags as they are, everything else in JSON. */
function said(value: Json): string {
  return JSON.stringify(value);
}
