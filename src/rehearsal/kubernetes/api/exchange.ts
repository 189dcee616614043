import type { Json } from '../objects/json.ts';
import type { ApiFailure } from '../objects/failure.ts';

/** A request to the simulated API server. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  /** The Authorization header, which a proxied service may want. */
  readonly authorization?: string | undefined;
  readonly body: Buffer;
}

/** What the server answers with. */
export type ApiAnswer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: Json;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, readonly string[]>>;
    }
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly body: string | Buffer;
      readonly contentType?: string;
    }
  | {
      readonly kind: 'failure';
      readonly failure: ApiFailure;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'stream';
      readonly contentType: string;
      readonly open: (stream: ApiStream) => () => void;
    };

/** A refusal as an answer. */
export function failed(failure: ApiFailure): ApiAnswer {
  return { kind: 'failure', failure };
}

/** The body of an answer that goes on, such as a watch or a followed log. */
export interface ApiStream {
  write(chunk: string | Buffer): void;
  end(): void;
  /** Breaks the connection off, as a server that falls over does. */
  abort(): void;
}
