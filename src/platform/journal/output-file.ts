import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { FiledOutput, OutputWriter } from '../../session/ports.ts';
import { renameDurably, syncFolder } from './durable-file.ts';
import { hashFile, syncFile } from './hash-file.ts';
import { livePath, outputPath } from './layout.ts';
import { type BurstSync, createBurstSync } from './burst-sync.ts';
import { type LogFile, type OpenLogFile, writeFully } from './log-file.ts';
import { checkPrivateFile, type Owner } from './private-folder.ts';
import { createSerialQueue } from './serial-queue.ts';
import { fileProblem } from './system-error.ts';

/** An output that is being written. */
export interface OpenOutput {
  readonly writer: OutputWriter;
  /** Lets go of the file and leaves it live, as a kill would. */
  readonly abandon: () => Promise<void>;
}

/** Opens the live output of an attempt, `live/<step>.<attempt>`. */
export async function openOutputFile(
  folder: string,
  step: string,
  attempt: number,
  openFile: OpenLogFile,
): Promise<Result<OpenOutput>> {
  const live = livePath(step, attempt);
  try {
    const file = await openFile(join(folder, live));
    if (file.size === 0) return ok(createOutput(folder, live, file));
    await file.close();
    return err(
      problem(
        'log/output-missing',
        `Attempt ${attempt} at step ${step} already has output that is not filed.`,
        {
          hint: 'Say first what happened to the interrupted attempt',
        },
      ),
    );
  } catch (thrown) {
    return err(fileProblem('log/output-missing', `The output file ${live} can’t be opened.`, thrown));
  }
}

/** Files the live output that a dead run left. Undefined: there is none. */
export async function fileLeftOutput(
  folder: string,
  step: string,
  attempt: number,
  owner: Owner,
): Promise<Result<FiledOutput | undefined>> {
  const live = join(folder, livePath(step, attempt));
  const own = await checkPrivateFile(live, owner);
  if (!own.ok) return own;
  try {
    await syncFile(live);
    const { sha256, bytes } = await hashFile(live);
    await renameDurably(live, join(folder, outputPath(sha256)));
    return ok({ sha256, bytes, path: outputPath(sha256), redactions: 0, truncated: true });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return ok(undefined);
    return err(fileProblem('log/output-missing', `The output left in ${live} can’t be filed.`, thrown));
  }
}

function createOutput(folder: string, live: string, file: LogFile): OpenOutput {
  const queue = createSerialQueue();
  const hash = createHash('sha256');
  let bytes = 0;
  let broken: Problem | undefined;
  let told = false;
  let closed = false;
  const sync = createBurstSync(withName(file, join(folder, live)), (thrown) => {
    broken ??= cutProblem(live, bytes, thrown);
  });

  function tellOnce(): Result<void> {
    if (broken === undefined || told) return ok(undefined);
    told = true;
    return err(broken);
  }

  async function write(chunk: Buffer): Promise<Result<void>> {
    if (closed)
      return err(problem('log/closed', `The output in ${live} was closed.`, { hint: 'Resume the session' }));
    if (broken !== undefined) return tellOnce();
    let at = 0;
    try {
      await writeFully(file, chunk, (count) => {
        hash.update(chunk.subarray(at, at + count));
        at += count;
        bytes += count;
      });
    } catch (thrown) {
      broken = cutProblem(live, bytes, thrown);
    }
    sync.arm();
    return tellOnce();
  }

  async function letGo(): Promise<void> {
    if (closed) return;
    closed = true;
    await sync.stop();
    await file.close();
  }

  async function close(redactions: number): Promise<Result<FiledOutput | undefined>> {
    const sha256 = hash.copy().digest('hex');
    try {
      await finish(file, bytes, { sync, letGo });
      if (bytes === 0) {
        rmSync(join(folder, live), { force: true });
        return ok(undefined);
      }
      await renameDurably(join(folder, live), join(folder, outputPath(sha256)));
      return ok({ sha256, bytes, path: outputPath(sha256), redactions, truncated: broken !== undefined });
    } catch (thrown) {
      return err(fileProblem('log/output-missing', `The output in ${live} can’t be filed.`, thrown));
    }
  }

  return {
    writer: {
      write: (chunk) => queue.run(() => write(chunk)),
      close: ({ redactions }) => queue.run(() => close(redactions)),
    },
    abandon: () => queue.run(letGo),
  };
}

/** A new file's name lasts by a sync of its folder: before that, a power cut may leave bytes that nobody finds. */
function withName(file: LogFile, path: string): Pick<LogFile, 'datasync'> {
  let named = false;
  return {
    async datasync() {
      await file.datasync();
      if (!named) await syncFolder(dirname(path));
      named = true;
    },
  };
}

/**
 * An output without a byte is not kept, so there is no disk to wait for. What a disk has refused once it may have dropped: a
 * second sync would say that all is well.
 */
async function finish(
  file: LogFile,
  bytes: number,
  { sync, letGo }: { readonly sync: BurstSync; readonly letGo: () => Promise<void> },
): Promise<void> {
  try {
    await sync.stop();
    const refusal = sync.refusal();
    if (refusal !== undefined) throw refusal;
    if (bytes > 0) await file.datasync();
  } finally {
    await letGo();
  }
}

function cutProblem(live: string, bytes: number, thrown: unknown): Problem {
  return fileProblem('log/output-truncated', `The output in ${live} was cut after ${bytes} bytes.`, thrown);
}
