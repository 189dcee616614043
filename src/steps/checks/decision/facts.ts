/** A fact that was looked at: known, or why nothing is known of it. */
export type Known<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly observed: string; readonly next?: string };

/** What the rollback decision is made of, at one moment. Services are by the inventory's names. */
export interface MatrixFacts {
  /** What a person or an earlier step said of the migration. */
  readonly migrationFailed: boolean;
  /** As it was said; empty: nothing was. */
  readonly migration: string;
  readonly health: Known<ServiceHealth>;
  /** Services with no pod that is available. */
  readonly down: Known<readonly string[]>;
  /** Percent of all requests that fail. */
  readonly errorRate: Known<number>;
  /** Percent for each service that has enough traffic to say so. */
  readonly errorRates: Known<ReadonlyMap<string, number>>;
}

export interface ServiceHealth {
  readonly asked: number;
  /** Those that do not answer as they should, each with what it did instead. */
  readonly failing: readonly { readonly service: string; readonly observed: string }[];
}

/** From these percentages on a row applies: [watch, timer), [timer, rollback), [rollback, ∞). */
export interface MatrixLimits {
  readonly watch: number;
  readonly timer: number;
  readonly rollback: number;
}
