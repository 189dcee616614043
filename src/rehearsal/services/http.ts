import type { Json } from '../kubernetes/objects/json.ts';

/** A request as it reaches a service. */
export interface HttpAsk {
  readonly method: string;
  /** Without the query, such as `/api/profiles/me`. */
  readonly path: string;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface HttpReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Of a redirect: where to. */
  readonly location?: string;
}

export function jsonReply(status: number, body: Json): HttpReply {
  return { status, contentType: 'application/json; charset=utf-8', body: `${JSON.stringify(body)}\n` };
}

export function textReply(status: number, contentType: string, body: string): HttpReply {
  return { status, contentType, body };
}

/** An error in the one form that all services have: what went wrong, in a sentence for people. */
export function errorReply(status: number, error: string, message: string): HttpReply {
  return jsonReply(status, { error, message });
}

/** The body as an object; undefined where it is none. */
export function bodyOf({ body }: Pick<HttpAsk, 'body'>): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
