import { join } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Journal, OutputWriter, Signer } from '../../session/ports.ts';
import type { Actor, SessionRecord } from '../../session/record.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import { type LastCheckpoint, writeCheckpoint } from './checkpoint-files.ts';
import { livePath, stepPath } from './layout.ts';
import type { OpenLogFile } from './log-file.ts';
import type { LogWriter } from './log-writer.ts';
import { fileLeftOutput, type OpenOutput, openOutputFile } from './output-file.ts';
import type { Owner } from './private-folder.ts';
import type { Reserve } from './reserve.ts';
import { keepRunbook, readRunbook } from './runbook-copy.ts';
import { createSerialQueue } from './serial-queue.ts';
import type { SessionLock } from './session-lock.ts';
import { openStepFolder, sealStepFolder } from './step-folder.ts';

/** An opened session's parts. */
export interface JournalParts {
  readonly session: string;
  readonly folder: string;
  readonly owner: Owner;
  readonly clock: Pick<Clock, 'now'>;
  readonly signer: Signer | undefined;
  readonly openFile: OpenLogFile;
  readonly lock: SessionLock;
  readonly writer: LogWriter;
  readonly reserve: Reserve;
  readonly records: readonly SessionRecord[];
  readonly checkpoint: LastCheckpoint;
}

/** Makes the journal of its parts: one queue for everything that adds to the chain. */
export function assembleJournal(parts: JournalParts): Journal {
  const { session, folder, owner, clock, signer, openFile, writer } = parts;
  const queue = createSerialQueue();
  const outputs: OpenOutput[] = [];
  let last = parts.checkpoint;
  let closed = false;

  async function makeCheckpoint(actor: Actor): Promise<Result<SessionRecord>> {
    const refused = writer.refusal();
    if (refused !== undefined) return err(refused);
    // A checkpoint vouches only for what is on the disk.
    const synced = await writer.sync();
    if (!synced.ok) return synced;
    const log = writer.written();
    const time = new Date(clock.now()).toISOString();
    const made = await writeCheckpoint(folder, last, log, { session, time, signer });
    if (!made.ok) return made;
    last = made.value;
    const { number, signed } = made.value;
    const { seq: events, head } = log.end;
    const appended = await writer.append([{ type: 'checkpoint', number, events, head, signed }], actor);
    return appended.ok ? first(appended.value) : appended;
  }

  async function openOutput(step: string, attempt: number): Promise<Result<OutputWriter>> {
    const opened = await openOutputFile(folder, step, attempt, openFile);
    if (!opened.ok) return opened;
    outputs.push(opened.value);
    return ok(opened.value.writer);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await Promise.all(outputs.map((output) => output.abandon()));
    await writer.close();
    await parts.reserve.remove();
    await parts.lock.release();
  }

  return {
    session,
    folder,
    records: parts.records,
    get head() {
      return writer.written().end.head;
    },
    append: (events, actor) => queue.run(() => writer.append(events, actor)),
    stage: (events, actor) => queue.run(() => writer.stage(events, actor)),
    sync: () => queue.run(() => writer.sync()),
    checkpoint: (actor) => queue.run(() => makeCheckpoint(actor)),
    keepRunbook: (sha256, text) => keepRunbook(folder, sha256, text),
    readRunbook: (sha256) => readRunbook(folder, sha256),
    livePath,
    openOutput,
    fileLeftOutput: (step, attempt) => fileLeftOutput(folder, step, attempt, owner),
    stepFolder: (step, attempt) => join(folder, stepPath(step, attempt)),
    openStepFolder: (step, attempt) => openStepFolder(folder, step, attempt, owner),
    sealStepFolder: (step, attempt) => sealStepFolder(folder, step, attempt),
    close: () => queue.run(close),
  };
}

function first(records: readonly SessionRecord[]): Result<SessionRecord> {
  const [record] = records;
  if (record !== undefined) return ok(record);
  return err(
    problem('log/record-invalid', 'The checkpoint left no record.', { hint: 'Please report this fault' }),
  );
}
