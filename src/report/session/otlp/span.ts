import { createHash } from 'node:crypto';

/** A value of an attribute, as the JSON encoding of OTLP writes it: integers are text. */
type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly boolValue: boolean };

interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** Attributes by their names; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** What came of a task or of a whole run, in the words of the CI/CD conventions. */
export type TaskResult = 'success' | 'failure' | 'error' | 'timeout' | 'cancellation' | 'skip';

export interface SpanEvent {
  /** ISO. */
  readonly time: string;
  readonly name: string;
  readonly attributes: Attributes;
}

/** A span before it is encoded. Times are ISO. */
export interface Span {
  /** What its id is made of: the same session gives the same ids. */
  readonly key: string;
  readonly parent: string | undefined;
  readonly name: string;
  readonly kind: 'server' | 'internal';
  readonly from: string;
  readonly to: string;
  readonly result: TaskResult | undefined;
  /** Told where the result is no success. */
  readonly message: string;
  readonly attributes: Attributes;
  readonly events: readonly SpanEvent[];
}

/** Numbers of the enumerations in opentelemetry/proto/trace/v1/trace.proto; JSON has to carry the numbers. */
const kinds = { internal: 1, server: 2 } as const;
const codes = { unset: 0, error: 2 } as const;

/** The span as the JSON encoding of OTLP 1 writes it: ids in hex, times as nanoseconds in text. */
export function encodeSpan(session: string, span: Span): Readonly<Record<string, unknown>> {
  const from = Date.parse(span.from);
  return {
    traceId: digest(session).slice(0, 32),
    spanId: spanId(session, span.key),
    ...(span.parent === undefined ? {} : { parentSpanId: spanId(session, span.parent) }),
    name: span.name,
    kind: kinds[span.kind],
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(Math.max(from, Date.parse(span.to))),
    attributes: encodeAttributes(span.attributes),
    events: span.events.map(({ time, name, attributes }) => ({
      timeUnixNano: nanoseconds(Date.parse(time)),
      name,
      attributes: encodeAttributes(attributes),
    })),
    status: statusOf(span),
  };
}

/** By "Recording errors" of the conventions: only an error sets a status. */
function statusOf({ result, message }: Span): Readonly<Record<string, unknown>> {
  switch (result) {
    case 'failure':
    case 'error':
    case 'timeout':
      return { code: codes.error, message };
    case 'success':
    case 'cancellation':
    case 'skip':
    case undefined:
      return { code: codes.unset };
  }
}

export function encodeAttributes(attributes: Attributes): readonly KeyValue[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: encodeValue(value) }],
  );
}

function encodeValue(value: string | number | boolean): AnyValue {
  if (typeof value === 'string') return { stringValue: value.toWellFormed() };
  return typeof value === 'number' ? { intValue: String(Math.round(value)) } : { boolValue: value };
}

function nanoseconds(milliseconds: number): string {
  return (BigInt(milliseconds) * 1_000_000n).toString();
}

function spanId(session: string, key: string): string {
  return digest(JSON.stringify([session, key])).slice(0, 16);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
