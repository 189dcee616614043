import { isDigest } from './digest.ts';
import { isSessionId } from './session-id.ts';

/** The namespace of a checkpoint's SSHSIG. */
export const checkpointNamespace = 'teei-runbook-checkpoint@teei';

/** What a checkpoint says of the log; docs/log.md tells how to check it with stock tools. */
export interface Checkpoint {
  readonly session: string;
  /** Counts from 1 without gaps. */
  readonly number: number;
  /** ISO time at which it was made. */
  readonly time: string;
  /** How many records it covers. */
  readonly events: number;
  /** SHA-256 of the last line that it covers, its LF included. */
  readonly head: string;
  /** SHA-256 of the text of the checkpoint before; 64 zeros for the first. */
  readonly previous: string;
  /** The segment that holds the last line covered, below the session's folder. */
  readonly file: string;
  /** How many bytes of that segment are covered, from its start. */
  readonly bytes: number;
  /** SHA-256 of those bytes. */
  readonly sha256: string;
}

const title = 'teei-runbook checkpoint v1';

/** The text of a checkpoint file: these lines, in this order, each ending in LF. */
export function checkpointText(checkpoint: Checkpoint): string {
  return [
    title,
    `session: ${checkpoint.session}`,
    `number: ${checkpoint.number}`,
    `time: ${checkpoint.time}`,
    `events: ${checkpoint.events}`,
    `head: ${checkpoint.head}`,
    `previous: ${checkpoint.previous}`,
    `file: ${checkpoint.file}`,
    `bytes: ${checkpoint.bytes}`,
    `sha256: ${checkpoint.sha256}`,
    '',
  ].join('\n');
}

/** Reads a checkpoint file. Undefined unless writing it again gives exactly the same text. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const fields = text.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
  const [, session = '', number, time = '', events, head = '', previous = '', file = '', bytes, digest = ''] =
    fields;
  const checkpoint: Checkpoint = {
    session,
    number: Number(number),
    time,
    events: Number(events),
    head,
    previous,
    file,
    bytes: Number(bytes),
    sha256: digest,
  };
  return isSound(checkpoint) && checkpointText(checkpoint) === text ? checkpoint : undefined;
}

function isSound(checkpoint: Checkpoint): boolean {
  const { session, number, time, events, head, previous, file, bytes } = checkpoint;
  return (
    isSessionId(session) &&
    [number, events, bytes].every((count) => Number.isSafeInteger(count) && count >= 0) &&
    [head, previous, checkpoint.sha256].every(isDigest) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time) &&
    /^events\/\d{6}\.jsonl$/.test(file)
  );
}
