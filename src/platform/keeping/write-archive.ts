import { createHash, type Hash, randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { syncFolder } from '../journal/durable-file.ts';
import { readEnds } from '../journal/read-ends.ts';
import { readChunks } from '../journal/read-lines.ts';
import { isBeingWritten } from '../journal/session-lock.ts';
import { errorCode } from '../journal/system-error.ts';
import { keepProblem } from './keep-problem.ts';
import { modeOf } from './archive-path.ts';
import { listSessionFiles, type SessionFile, type SessionFiles } from './session-files.ts';
import { encodeHeader, endOfArchive, padding } from './tar/header.ts';

/** A session that goes into an archive. */
export interface ArchiveSource {
  readonly id: string;
  readonly folder: string;
}

export interface WrittenArchive {
  /** SHA-256 in hex of the file. */
  readonly sha256: string;
  readonly bytes: number;
  /** What is no plain file of a session and was left out, below the folder of sessions. */
  readonly leftOut: readonly string[];
}

interface Listed extends SessionFiles {
  readonly source: ArchiveSource;
  /** Seconds since 1970 of the session's beginning: what the archive gives as the time of its files. */
  readonly time: number;
}

/**
 * Writes sessions as one new `.tar.gz`, which is there whole or not at all, whatever is killed. The same sessions give the
 * same bytes again, as far as the same zlib compresses them. A session that is written meanwhile is refused.
 */
export async function writeArchive(
  path: string,
  sources: readonly ArchiveSource[],
): Promise<Result<WrittenArchive>> {
  const busy = await firstBeingWritten(sources);
  if (busy !== undefined) return err(busy);
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const listed: Listed[] = [];
    for (const source of sources.toSorted(byId)) listed.push(await list(source));
    const written = await writeDraft(draft, listed);
    const changed = listed.find((each) => !isAsListed(each));
    if (changed !== undefined) return err(changedProblem(changed.source.id));
    const later = await firstBeingWritten(sources);
    if (later !== undefined) return err(later);
    await putInPlace(draft, path);
    const leftOut = listed.flatMap(({ source, others }) => others.map((other) => `${source.id}/${other}`));
    return ok({ ...written, leftOut });
  } catch (thrown) {
    if (thrown instanceof ChangedError) return err(changedProblem(thrown.message));
    if (errorCode(thrown) === 'EEXIST') return err(existsProblem(path));
    return err(keepProblem('keep/archive-failed', `The archive ${path} can’t be written.`, thrown));
  } finally {
    await rm(draft, { force: true });
  }
}

class ChangedError extends Error {}

function byId(one: ArchiveSource, other: ArchiveSource): number {
  return one.id < other.id ? -1 : 1;
}

async function list(source: ArchiveSource): Promise<Listed> {
  const ends = await readEnds(source.folder);
  const began = Date.parse(ends?.first.envelope.time ?? '');
  const time = Number.isNaN(began) ? 0 : Math.max(0, Math.floor(began / 1000));
  return { source, time, ...listSessionFiles(source.folder) };
}

function isAsListed({ source, files }: Listed): boolean {
  const now = listSessionFiles(source.folder).files;
  return now.length === files.length && now.every((file, index) => isSame(file, files[index]));
}

function isSame(file: SessionFile, other: SessionFile | undefined): boolean {
  return file.path === other?.path && file.version === other.version;
}

async function writeDraft(
  draft: string,
  listed: readonly Listed[],
): Promise<Pick<WrittenArchive, 'sha256' | 'bytes'>> {
  const handle = await open(draft, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const bytes = await compress(listed, handle, hash);
    await handle.datasync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await handle.close();
  }
}

async function compress(listed: readonly Listed[], handle: FileHandle, hash: Hash): Promise<number> {
  let bytes = 0;
  await pipeline(
    Readable.from(tarOf(listed)),
    createGzip({ level: 6 }),
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        const piece = bytes === 0 ? withoutSystem(chunk) : chunk;
        hash.update(piece);
        await handle.writeFile(piece);
        bytes += piece.length;
      }
    },
  );
  return bytes;
}

/** Byte 9 of a gzip file names the operating system that wrote it (RFC 1952); 255 is "unknown". */
function withoutSystem(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  if (copy.length > 9) copy[9] = 255;
  return copy;
}

async function* tarOf(listed: readonly Listed[]): AsyncGenerator<Buffer> {
  for (const { source, files, time } of listed) {
    for (const file of files) {
      const path = file.path === '' ? source.id : `${source.id}/${file.path}`;
      yield encodeHeader({
        kind: file.kind,
        path,
        size: file.bytes,
        mode: modeOf(file.kind, file.path),
        time,
      });
      if (file.kind === 'file') yield* contentOf(source, file);
    }
  }
  yield endOfArchive;
}

async function* contentOf(source: ArchiveSource, file: SessionFile): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of readChunks(join(source.folder, file.path))) {
    bytes += chunk.length;
    if (bytes > file.bytes) throw new ChangedError(source.id);
    yield chunk;
  }
  if (bytes < file.bytes) throw new ChangedError(source.id);
  yield padding(bytes);
}

/** Under its name at once and whole, and never over a file that is there: a link fails where a rename would replace. */
async function putInPlace(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (thrown) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(thrown) ?? '')) throw thrown;
    await renameToNew(draft, path);
  }
  await rm(draft, { force: true });
  await syncFolder(dirname(path));
}

/** For file systems without hard links. */
async function renameToNew(draft: string, path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there !== undefined) throw Object.assign(new Error('it is there already'), { code: 'EEXIST' });
  await rename(draft, path);
}

async function firstBeingWritten(sources: readonly ArchiveSource[]): Promise<Problem | undefined> {
  for (const { id, folder } of sources) {
    if (await isBeingWritten(folder)) {
      return problem('keep/being-written', `${id} is being written just now.`, {
        hint: 'End or pause that session first',
      });
    }
  }
  return undefined;
}

function changedProblem(id: string): Problem {
  return problem('keep/changed', `${id} changed while it was archived, so no archive was written.`, {
    hint: 'Archive it again when nobody writes it',
  });
}

function existsProblem(path: string): Problem {
  return problem('cli/file-exists', `${path} is there already, and was not changed.`, {
    hint: 'Give another name with --output, or remove it first',
  });
}
