/** Statements that only read, asked one after another over one connection. */
export interface DatabaseRequest {
  /** `postgresql://USER@HOST:PORT/DATABASE`, without a password; see database-address.ts for what it may say. */
  readonly url: string;
  /** Undefined: the server may let this user in without one. */
  readonly password: string | undefined;
  /** Each is answered by itself: one that fails says nothing of the next. */
  readonly statements: readonly string[];
  /** Milliseconds for the connection, and for each statement. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export type StatementAnswer =
  | { readonly kind: 'rows'; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  /** `code`: the SQLSTATE; empty where it is none of the server's. */
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

export type DatabaseAnswer =
  /** As many as there are statements, in their order. */
  | { readonly kind: 'answers'; readonly answers: readonly StatementAnswer[] }
  /** The server answers, and does not let this user in. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Asks a PostgreSQL server. Every statement is in a transaction that can only read. Never rejects. */
export interface Database {
  ask(request: DatabaseRequest): Promise<DatabaseAnswer>;
}
