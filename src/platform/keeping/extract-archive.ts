import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { bytesText } from '../../problem/bytes-text.ts';
import { err, errorText, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { syncFolder } from '../journal/durable-file.ts';
import { readChunks } from '../journal/read-lines.ts';
import { errorCode, isMissing } from '../journal/system-error.ts';
import { keepProblem } from './keep-problem.ts';
import { type ArchivePath, modeOf, parseArchivePath } from './archive-path.ts';
import { ArchiveFault } from './tar/decode-header.ts';
import { readTar, type TarPiece } from './tar/read-tar.ts';

/** Files and folders; more are refused, since each takes room that no size tells. */
const mostEntries = 1_000_000;
/** What stays free on the disk for the sessions that run meanwhile. */
const leftFree = 256 * 1024 ** 2;

/**
 * Unpacks an archive of sessions into an empty folder, and makes it last. Gives the ids of its sessions. Only plain files and
 * folders below a session's folder are taken, each once, and no more bytes than `mostBytes` and the disk allow; on anything
 * else it stops, and what was unpacked so far stays for the caller to remove.
 */
export async function extractArchive(
  file: string,
  into: string,
  mostBytes: number,
): Promise<Result<readonly string[]>> {
  try {
    const { bavail, bsize } = await statfs(into);
    const room = Math.max(0, bavail * bsize - leftFree);
    const extraction = new Extraction(into, { mostBytes, room });
    await pipeline(Readable.from(readChunks(file)), createGunzip(), async (chunks: AsyncIterable<Buffer>) =>
      extraction.take(readTar(chunks)),
    );
    return ok(await extraction.finish());
  } catch (thrown) {
    return err(extractionProblem(file, thrown));
  }
}

interface Limits {
  /** As asked for. */
  readonly mostBytes: number;
  /** As the disk has it. */
  readonly room: number;
}

class TooLarge extends Error {}

/** Writes the pieces of one archive below a folder, and keeps count. Rejects with what is wrong with it, or the system's error. */
class Extraction {
  readonly #into: string;
  readonly #limits: Limits;
  readonly #folders = new Map<string, ArchivePath>();
  #entries = 0;
  #bytes = 0;
  #file: { readonly handle: FileHandle; readonly below: string } | undefined;

  constructor(into: string, limits: Limits) {
    this.#into = into;
    this.#limits = limits;
  }

  async take(pieces: AsyncIterable<TarPiece>): Promise<void> {
    try {
      for await (const piece of pieces) await this.#takePiece(piece);
    } finally {
      await this.#file?.handle.close();
    }
  }

  /** Seals the folders, the inner ones first, and makes every name last. Gives the ids of the sessions. */
  async finish(): Promise<readonly string[]> {
    for (const [path, { below }] of [...this.#folders].toReversed()) {
      await chmod(join(this.#into, path), modeOf('folder', below));
      await syncFolder(join(this.#into, path));
    }
    await syncFolder(this.#into);
    return [...this.#folders.values()].filter(({ below }) => below === '').map(({ session }) => session);
  }

  async #takePiece(piece: TarPiece): Promise<void> {
    switch (piece.kind) {
      case 'folder':
        return this.#makeFolder(placeOf(piece.path), piece.path);
      case 'file':
        return this.#beginFile(piece.path, piece.size);
      case 'bytes':
        return this.#file?.handle.writeFile(piece.bytes);
      case 'file-end':
        return this.#endFile();
    }
  }

  async #makeFolder(place: ArchivePath, path: string): Promise<void> {
    if (this.#folders.has(path)) return;
    if (place.below !== '') await this.#makeFolder(parentOf(place), dirname(path));
    this.#count(0);
    await mkdir(join(this.#into, path), { mode: 0o700 });
    this.#folders.set(path, place);
  }

  async #beginFile(path: string, size: number): Promise<void> {
    const place = placeOf(path);
    if (place.below === '') throw new ArchiveFault(`${JSON.stringify(path)} lies in no session’s folder`);
    this.#count(size);
    await this.#makeFolder(parentOf(place), dirname(path));
    this.#file = { handle: await open(join(this.#into, path), newFile, 0o600), below: place.below };
  }

  async #endFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    try {
      await file?.handle.chmod(modeOf('file', file.below));
      await file?.handle.datasync();
    } finally {
      await file?.handle.close();
    }
  }

  /** Before anything is written. */
  #count(size: number): void {
    this.#entries += 1;
    this.#bytes += size;
    const { mostBytes, room } = this.#limits;
    if (this.#entries > mostEntries) throw new TooLarge(`more than ${mostEntries} files and folders`);
    if (this.#bytes > mostBytes) throw new TooLarge(`more than ${bytesText(mostBytes)}`);
    if (this.#bytes > room) throw new TooLarge('more than the disk has room for');
  }
}

function placeOf(path: string): ArchivePath {
  const place = parseArchivePath(path);
  if (typeof place === 'string') throw new ArchiveFault(place);
  return place;
}

function parentOf({ session, below }: ArchivePath): ArchivePath {
  const at = below.lastIndexOf('/');
  return { session, below: at === -1 ? '' : below.slice(0, at) };
}

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

function extractionProblem(file: string, thrown: unknown): Problem {
  if (thrown instanceof TooLarge) {
    return problem('keep/archive-too-large', `${file} unpacks to ${thrown.message}.`, {
      hint: 'If you trust it, allow more with --max-size, or make room on the disk',
    });
  }
  const why = faultOf(thrown);
  if (why !== undefined) {
    return problem('keep/archive-refused', `${file} is not taken: ${why}.`, {
      hint: 'Ask whoever sent it for the digest that sessions archive printed, and compare',
    });
  }
  const what = isMissing(thrown) ? `There is no file ${file}.` : `${file} can’t be unpacked.`;
  return keepProblem('keep/import-failed', what, thrown);
}

/** What is wrong with the archive itself; undefined: something else went wrong. */
function faultOf(thrown: unknown): string | undefined {
  if (thrown instanceof ArchiveFault) return thrown.message;
  switch (errorCode(thrown)) {
    case 'Z_DATA_ERROR':
    case 'Z_BUF_ERROR':
      return `it is not compressed by gzip, or damaged (${errorText(thrown)})`;
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOTDIR':
      return 'a name is in it twice';
    case 'ENAMETOOLONG':
      return 'a name in it is too long for this disk';
    default:
      return undefined;
  }
}
