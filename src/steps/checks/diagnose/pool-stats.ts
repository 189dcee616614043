import { field, parsedJson } from '../../manifest/json.ts';

/** What a service tells of its pool of database connections. */
export interface PoolStats {
  /** Connections that are open. */
  readonly total: number;
  readonly idle: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
}

/** How a service of the platform is asked for its pool, as one argument of `node -e`. */
export const poolScript = "console.log(JSON.stringify(require('./dist/db').getPoolStats()))";

const names: Readonly<Record<keyof PoolStats, readonly string[]>> = {
  total: ['total', 'totalCount', 'size', 'open'],
  idle: ['idle', 'idleCount', 'available', 'free'],
  waiting: ['waiting', 'waitingCount', 'pending', 'queued'],
};

/** Reads the counts of node-postgres' Pool, under the names that wrappers give them. Undefined: it tells none. */
export function readPoolStats(written: string): PoolStats | undefined {
  const value = parsedJson(written.trim());
  const [total, idle, waiting] = [names.total, names.idle, names.waiting].map((own) =>
    own.map((name) => field(value, name)).find((count) => typeof count === 'number'),
  );
  if (typeof total !== 'number' || typeof idle !== 'number' || typeof waiting !== 'number') return undefined;
  return { total, idle, waiting };
}

/** True where somebody waits and nothing is free. */
export function isExhausted({ idle, waiting }: PoolStats): boolean {
  return idle === 0 && waiting > 0;
}
