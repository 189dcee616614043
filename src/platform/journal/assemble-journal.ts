import { join } from 'node:path';
import { ok, type Result } from '../../problem/problem.ts';
import type { Journal, OutputWriter } from '../../session/ports.ts';
import type { SessionRecord } from '../../session/record.ts';
import { type CheckpointParts, createCheckpoints } from './checkpoints.ts';
import { livePath, stepPath } from './layout.ts';
import type { OpenLogFile } from './log-file.ts';
import { fileLeftOutput, type OpenOutput, openOutputFile } from './output-file.ts';
import type { Owner } from './private-folder.ts';
import type { Reserve } from './reserve.ts';
import { keepRunbook, readRunbook } from './runbook-copy.ts';
import { createSerialQueue } from './serial-queue.ts';
import type { SessionLock } from './session-lock.ts';
import { openStepFolder, sealStepFolder } from './step-folder.ts';

/** An opened session's parts. */
export interface JournalParts extends CheckpointParts {
  readonly owner: Owner;
  readonly openFile: OpenLogFile;
  readonly lock: SessionLock;
  readonly reserve: Reserve;
  readonly records: readonly SessionRecord[];
}

/** Makes the journal of its parts: one queue for everything that adds to the chain. */
export function assembleJournal(parts: JournalParts): Journal {
  const { session, folder, owner, openFile, writer } = parts;
  const queue = createSerialQueue();
  const outputs: OpenOutput[] = [];
  const checkpoints = createCheckpoints(parts);
  let closed = false;

  async function openOutput(step: string, attempt: number): Promise<Result<OutputWriter>> {
    const opened = await openOutputFile(folder, step, attempt, openFile);
    if (!opened.ok) return opened;
    outputs.push(opened.value);
    return ok(opened.value.writer);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    const releases = [
      ...outputs.map((output) => () => output.abandon()),
      () => checkpoints.end(),
      writer.close,
      () => parts.reserve.remove(),
      () => parts.lock.release(),
    ];
    // What was acknowledged is on the disk. One that is gone refuses even this, and takes nothing away by it.
    for (const release of releases) await release().catch(() => undefined);
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
    checkpoint: (actor) => queue.run(() => checkpoints.make(actor)),
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
