export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeout: number;
  /** Bytes of the answer's body that are kept. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly truncated: boolean;
      readonly milliseconds: number;
    }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Asks over HTTP. Never rejects; redirects are not followed. */
export interface Http {
  request(request: HttpRequest): Promise<HttpAnswer>;
}
