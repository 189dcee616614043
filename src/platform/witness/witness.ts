import type { WitnessEntry } from '../../session/log/witness-entry.ts';

/** Something outside the session's folder that keeps the heads of logs. */
export interface Witness {
  /** As messages and the log name it. */
  readonly name: string;
  /** Hands an entry over. Undefined: it is kept; else why not. Never rejects. */
  publish(entry: WitnessEntry, signal: AbortSignal): Promise<string | undefined>;
}
