import type { JsonObject } from './json.ts';

/** Why the API server refuses: the reasons of metav1.Status that the simulation gives. */
export type FailureReason =
  | 'BadRequest'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Expired'
  | 'Invalid'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'TooManyRequests'
  | 'InternalError'
  /** An error of the server that has no reason of its own: 500, and no reason on the wire. */
  | 'Unknown'
  | 'ServiceUnavailable'
  | 'Timeout';

/** A refusal as a value; it becomes a `Status` object on the wire. */
export interface ApiFailure {
  readonly reason: FailureReason;
  readonly message: string;
  /** Of the Status, such as the kind, the name and the causes. */
  readonly details?: JsonObject;
}

export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ApiFailure };

export function done<T>(value: T): ApiResult<T> {
  return { ok: true, value };
}

export function refused(
  reason: FailureReason,
  message: string,
  details?: JsonObject,
): { readonly ok: false; readonly failure: ApiFailure } {
  return { ok: false, failure: { reason, message, ...(details === undefined ? {} : { details }) } };
}

const codes = {
  BadRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Gone: 410,
  Expired: 410,
  Invalid: 422,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  UnsupportedMediaType: 415,
  TooManyRequests: 429,
  InternalError: 500,
  Unknown: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
} as const satisfies Record<FailureReason, number>;

export function statusCodeOf(reason: FailureReason): number {
  return codes[reason];
}

/** The Status object that clients read a refusal from. */
export function statusObject({ reason, message, details }: ApiFailure): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === 'Unknown' ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code: codes[reason],
  };
}
