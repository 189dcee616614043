/**
 * Every cause that a diagnosis can name, a word each. A cause that explains others stands before them: a sealed Vault
 * makes pods crash, a lost node makes them unready, and an exhausted pool makes requests fail and wait. `none`:
 * nothing was found.
 */
export const causes = [
  'node-lost',
  'vault-sealed',
  'vault-denied',
  'network-policy',
  'database-refused',
  'pool-exhausted',
  'missing-config',
  'service-account',
  'image-missing',
  'image-pull',
  'quota',
  'no-capacity',
  'volume-failed',
  'refused',
  'out-of-memory',
  'crash-loop',
  'probe-failing',
  'evicted',
  'unhealthy',
  'release',
  'errors',
  'autoscaler',
  'cpu-limit',
  'slow',
  'node-pressure',
] as const;

export type Cause = (typeof causes)[number];

/** Something that may be the cause of what the operator sees, with what speaks for it. */
export interface Clue {
  readonly cause: Cause;
  /** Names of the inventory, or of workloads that are no services. Empty: it concerns no single one. */
  readonly services: readonly string[];
  /** What is wrong, in one line. */
  readonly observed: string;
  readonly expected: string;
  readonly where?: string;
  /** ISO time by the cluster's clock. */
  readonly since?: string;
  readonly next: string;
  /** Lines of a log, events: what shows it. */
  readonly details?: readonly string[];
}

/** What one part of a diagnosis looked at: what it found, and what it could not look at. */
export interface Look {
  /** What was looked at, for people: `the logs of 16 services`. */
  readonly what: string;
  readonly clues: readonly Clue[];
  /** Why a part could not be looked at; none: all of it was. */
  readonly unseen: readonly Unseen[];
}

export interface Unseen {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/**
 * The clues in order of likelihood: a cause that explains others first, and of equal causes the one that concerns more
 * services. Clues of one cause with the same words for different services are told as one.
 */
export function ranked(clues: readonly Clue[]): readonly Clue[] {
  const merged = new Map<string, Clue>();
  for (const clue of clues) {
    const key = `${clue.cause} ${clue.observed.replaceAll(/\d+/g, '#')}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? clue : together(known, clue));
  }
  return [...merged.values()].toSorted(
    (a, b) => causes.indexOf(a.cause) - causes.indexOf(b.cause) || b.services.length - a.services.length,
  );
}

function together(one: Clue, other: Clue): Clue {
  const since = [one.since, other.since].filter((each) => each !== undefined).toSorted()[0];
  return {
    ...one,
    services: [...new Set([...one.services, ...other.services])],
    ...(since === undefined ? {} : { since }),
    details: one.details ?? other.details ?? [],
  };
}
