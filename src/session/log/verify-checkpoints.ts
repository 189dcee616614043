import type { EventOf } from '../events.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint-text.ts';
import { noDigest, sha256 } from './digest.ts';
import { failure, type Finding } from './finding.ts';

/** A checkpoint's files as they were found. */
export interface CheckpointFile {
  /** From its name. */
  readonly number: number;
  /** Of the text file, below the session's folder. */
  readonly place: string;
  readonly text: string;
  /** Armoured SSHSIG; undefined: there is none. */
  readonly signature: string | undefined;
}

/** A checkpoint that could be read. */
export interface ReadCheckpoint extends CheckpointFile {
  readonly checkpoint: Checkpoint;
}

/** Reads the checkpoints (ascending) and checks that they form a chain of their own, from 1 and without gaps. */
export function readCheckpoints(files: readonly CheckpointFile[]): {
  readonly checkpoints: readonly ReadCheckpoint[];
  readonly findings: readonly Finding[];
} {
  const checkpoints: ReadCheckpoint[] = [];
  const findings: Finding[] = [];
  let expected = { number: 1, previous: noDigest };
  for (const file of files) {
    const checkpoint = parseCheckpoint(file.text);
    if (checkpoint === undefined) {
      findings.push(failure('verify/checkpoint-text', file.place, 'This is not the text of a checkpoint.'));
    } else {
      findings.push(...orderFindings(file, checkpoint, expected));
      checkpoints.push({ ...file, checkpoint });
    }
    expected = { number: file.number + 1, previous: sha256(file.text) };
  }
  return { checkpoints, findings };
}

function orderFindings(
  { number, place }: CheckpointFile,
  checkpoint: Checkpoint,
  expected: { readonly number: number; readonly previous: string },
): readonly Finding[] {
  if (checkpoint.number !== number)
    return [failure('verify/checkpoint-text', place, `It says it is number ${checkpoint.number}.`)];
  if (number !== expected.number)
    return [
      failure('verify/checkpoint-missing', place, `Checkpoint ${expected.number} before it is missing.`),
    ];
  if (checkpoint.previous !== expected.previous)
    return [
      failure(
        'verify/checkpoint-mismatch',
        place,
        'It was made after another checkpoint than the one before it.',
      ),
    ];
  return [];
}

/** Holds a record that mentions a checkpoint against the checkpoint's files. */
export function mentionFindings(
  event: EventOf<'checkpoint'>,
  place: string,
  files: readonly ReadCheckpoint[],
): readonly Finding[] {
  const file = files.find(({ number }) => number === event.number);
  if (file === undefined)
    return [
      failure(
        'verify/checkpoint-missing',
        place,
        `The log mentions checkpoint ${event.number}, which is missing.`,
      ),
    ];
  const { events, head } = file.checkpoint;
  if (events !== event.events || head !== event.head)
    return [
      failure(
        'verify/checkpoint-mismatch',
        place,
        `Checkpoint ${event.number} is not the one mentioned here.`,
      ),
    ];
  if (event.signed && file.signature === undefined)
    return [
      failure('verify/checkpoint-missing', place, `The signature of checkpoint ${event.number} is missing.`),
    ];
  return [];
}

/** The log up to the last line that a checkpoint covers. */
export interface LogPrefix {
  readonly events: number;
  readonly head: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Holds a checkpoint against the log at the place it speaks of. */
export function prefixFindings(file: ReadCheckpoint, prefix: LogPrefix): readonly Finding[] {
  const { checkpoint, place } = file;
  const keys = ['head', 'file', 'bytes', 'sha256'] as const;
  return keys
    .filter((key) => checkpoint[key] !== prefix[key])
    .map((key) =>
      failure(
        'verify/checkpoint-mismatch',
        place,
        `The log up to record ${prefix.events} was changed: ${key} is ${prefix[key]}, the checkpoint says ${checkpoint[key]}.`,
      ),
    );
}
