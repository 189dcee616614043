import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import {
  type Checkpoint,
  checkpointNamespace,
  checkpointText,
  parseCheckpoint,
} from '../../session/log/checkpoint-text.ts';
import { noDigest, sha256 } from '../../session/log/digest.ts';
import { type WitnessEntry, witnessEntry } from '../../session/log/witness-entry.ts';
import type { Signer } from '../../session/ports.ts';
import { writeDurably } from './durable-file.ts';
import { checkpointPath } from './layout.ts';
import type { WrittenLog } from './log-writer.ts';
import type { ScannedLog } from './scan-log.ts';
import { fileProblem, isNoSpace } from './system-error.ts';

/** The newest checkpoint, as the next one needs it. */
export interface LastCheckpoint {
  readonly number: number;
  /** SHA-256 of its text. */
  readonly sha256: string;
}

/** One that was just written. */
export interface WrittenCheckpoint extends LastCheckpoint {
  readonly signed: boolean;
  /** What a witness is to keep of it. */
  readonly entry: WitnessEntry;
}

const noCheckpoint: LastCheckpoint = { number: 0, sha256: noDigest };

/** The numbers of the checkpoint files, ascending. Rejects with the system's error. */
export async function listCheckpoints(folder: string): Promise<readonly number[]> {
  const names = await readdir(join(folder, 'checkpoints'));
  return names
    .filter((name) => /^\d{6}\.txt$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((one, other) => one - other);
}

/** Reads the newest checkpoint and holds it against the log: a log that ends before it has lost records. */
export async function lastCheckpoint(
  folder: string,
  session: string,
  scanned: ScannedLog,
): Promise<Result<LastCheckpoint>> {
  try {
    const number = (await listCheckpoints(folder)).at(-1);
    if (number === undefined) return ok(noCheckpoint);
    const path = checkpointPath(number, 'txt');
    const text = await readFile(join(folder, path), 'utf8');
    const fault = checkpointFault(parseCheckpoint(text), session, scanned);
    return fault === undefined ? ok({ number, sha256: sha256(text) }) : err(mismatch(path, fault));
  } catch (thrown) {
    return err(fileProblem('log/unreadable', 'The checkpoints of the session can’t be read.', thrown));
  }
}

/** Writes the next checkpoint, and its signature where a key is there. A key that fails leaves it unsigned. */
export async function writeCheckpoint(
  folder: string,
  last: LastCheckpoint,
  log: WrittenLog,
  facts: { readonly session: string; readonly time: string; readonly signer: Signer | undefined },
): Promise<Result<WrittenCheckpoint>> {
  const number = last.number + 1;
  const checkpoint = nextCheckpoint(number, last, log, facts);
  const text = checkpointText(checkpoint);
  try {
    await writeDurably(join(folder, checkpointPath(number, 'txt')), text);
    const signature = await signText(facts.signer, text);
    if (signature !== undefined) await writeDurably(join(folder, checkpointPath(number, 'sig')), signature);
    const digest = sha256(text);
    const entry = witnessEntry(checkpoint, digest);
    return ok({ number, sha256: digest, signed: signature !== undefined, entry });
  } catch (thrown) {
    const code = isNoSpace(thrown) ? 'log/no-space' : 'log/write-failed';
    return err(fileProblem(code, `Checkpoint ${number} can’t be written.`, thrown));
  }
}

function nextCheckpoint(
  number: number,
  last: LastCheckpoint,
  log: WrittenLog,
  facts: { readonly session: string; readonly time: string },
): Checkpoint {
  return {
    session: facts.session,
    number,
    time: facts.time,
    events: log.end.seq,
    head: log.end.head,
    previous: last.sha256,
    file: log.segment,
    bytes: log.bytes,
    sha256: log.sha256,
  };
}

async function signText(signer: Signer | undefined, text: string): Promise<string | undefined> {
  if (signer === undefined || (await signer.available()) === undefined) return undefined;
  const signed = await signer.sign({ namespace: checkpointNamespace, text });
  return signed.ok ? signed.value.signature : undefined;
}

function checkpointFault(
  checkpoint: Checkpoint | undefined,
  session: string,
  scanned: ScannedLog,
): string | undefined {
  if (checkpoint === undefined) return 'it is not of the form of a checkpoint';
  if (checkpoint.session !== session)
    return `it belongs to session ${checkpoint.session}, expected ${session}`;
  if (checkpoint.events > scanned.end.seq)
    return `it covers ${checkpoint.events} records, but the log has only ${scanned.end.seq} whole ones`;
  const head = scanned.records[checkpoint.events]?.envelope.prev ?? scanned.end.head;
  return head === checkpoint.head ? undefined : `it says that record ${checkpoint.events} was another one`;
}

function mismatch(path: string, fault: string): Problem {
  return problem('log/damaged', `${path} and the log do not belong together: ${fault}.`, {
    hint: 'Keep the folder as it is, and verify it with the verify command; the session can’t go on',
  });
}
