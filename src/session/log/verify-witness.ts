import { sha256 } from './digest.ts';
import { failure, type Finding, notice } from './finding.ts';
import type { CheckpointFile } from './verify-checkpoints.ts';
import type { WitnessEntry } from './witness-entry.ts';

/** An entry and where the witness has it. */
export interface PlacedEntry {
  readonly place: string;
  readonly entry: WitnessEntry;
}

/** What a witness was found to hold, of all sessions. */
export interface WitnessRead {
  readonly name: string;
  /** Where it is, links resolved; undefined: it is no file. */
  readonly path?: string;
  readonly entries: readonly PlacedEntry[];
  readonly findings: readonly Finding[];
}

/**
 * `unwitnessed`: no witness holds anything of the session. `behind`: the newest checkpoint is not with the witness.
 * `witnessed`: it is, and it is the same.
 */
export type WitnessState = 'unwitnessed' | 'behind' | 'witnessed';

export interface WitnessFindings {
  readonly state: WitnessState;
  readonly findings: readonly Finding[];
}

const nobody =
  'a rollback to an earlier checkpoint, or a rewrite by whoever holds the signing key, can’t be seen here.';

/** Holds the checkpoints of a session's folder against what a witness has of them. `witness` undefined: none was named. */
export function compareWitness(
  session: string,
  checkpoints: readonly CheckpointFile[],
  witness: WitnessRead | undefined,
): WitnessFindings {
  if (witness === undefined) return unwitnessed(`No witness outside this folder was asked: ${nobody}`, []);
  const own = witness.entries.filter(({ entry }) => entry.session === session);
  if (own.length === 0) {
    return unwitnessed(`${witness.name} holds nothing of this session: ${nobody}`, witness.findings);
  }
  const digests = new Map(checkpoints.map(({ number, text }) => [number, sha256(text)]));
  const faults = own.flatMap((placed) => entryFault(placed, digests));
  const newest = Math.max(...own.map(({ entry }) => entry.checkpoint));
  const last = checkpoints.at(-1)?.number ?? 0;
  if (newest >= last) return { state: 'witnessed', findings: [...witness.findings, ...faults] };
  const late = `${witness.name} holds the checkpoints up to ${newest} of ${last}: what came after it can’t be proven to be all of it.`;
  return {
    state: 'behind',
    findings: [...witness.findings, ...faults, notice('verify/witness-behind', 'checkpoints', late)],
  };
}

function entryFault({ place, entry }: PlacedEntry, digests: ReadonlyMap<number, string>): readonly Finding[] {
  const { checkpoint, time, events } = entry;
  const here = digests.get(checkpoint);
  const what = `checkpoint ${checkpoint} over ${events} records, made ${time}`;
  if (here === undefined) {
    const message = `The witness holds ${what}, which is not in this folder: the session was put back to an earlier state, or cut.`;
    return [failure('verify/rolled-back', place, message)];
  }
  if (here === entry.sha256) return [];
  const message = `The witness holds another ${what}: it says ${entry.sha256}, the folder’s is ${here}.`;
  return [failure('verify/witness-mismatch', place, message)];
}

function unwitnessed(message: string, findings: readonly Finding[]): WitnessFindings {
  const told = notice('verify/unwitnessed', 'checkpoints', message);
  return { state: 'unwitnessed', findings: [...findings, told] };
}
