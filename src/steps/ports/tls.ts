export interface TlsRequest {
  readonly host: string;
  readonly port: number;
  /** Milliseconds for connection and handshake. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export type TlsAnswer =
  | {
      readonly kind: 'certificates';
      /** As PEM, the server's own first, then those that it sent with it. */
      readonly chain: readonly string[];
      /** Why a client would refuse them (name, issuer, time), such as `CERT_HAS_EXPIRED`. Undefined: it would not. */
      readonly distrust: string | undefined;
    }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Shakes hands with a TLS server by its name (SNI) and sends nothing else. Never rejects. */
export interface Tls {
  handshake(request: TlsRequest): Promise<TlsAnswer>;
}
