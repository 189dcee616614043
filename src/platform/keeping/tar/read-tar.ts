import { ArchiveFault, decodeBlock, type DecodedBlock, paddedSize } from './decode-header.ts';
import { blockSize } from './header.ts';
import { parsePax, type PaxFacts } from './pax.ts';

/** What comes out of an archive, in its order: a folder, or a file, then its bytes, then its end. */
export type TarPiece =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly size: number }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'file-end' };

/** An extended header holds a name and a size. */
const mostExtendedBytes = 64 * 1024;
/** What tar programs fill the end of an archive up with. */
const mostTrailingBytes = 1024 * 1024;

/**
 * The entries of a tar archive in flat memory, whatever its headers claim. Rejects with an ArchiveFault where it is not one
 * of plain files and folders from its beginning to its end, and as the source does.
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarPiece, void> {
  const bytes = createByteReader(source);
  let extended: PaxFacts | undefined;
  for (;;) {
    const block = await bytes.exactly(blockSize);
    if (block === undefined) throw new ArchiveFault('it ends early');
    const header = decodeBlock(block);
    if (header.kind === 'end') return refuseTrailing(bytes, extended);
    if (header.kind === 'extended') {
      if (extended !== undefined || header.size > mostExtendedBytes)
        throw new ArchiveFault('an extended header in it is too large, or not followed by its entry');
      const records = await bytes.exactly(paddedSize(header.size));
      extended = records === undefined ? undefined : parsePax(records.subarray(0, header.size));
      if (extended === undefined) throw new ArchiveFault('an extended header in it can’t be read');
      continue;
    }
    const piece = entryOf(header, extended);
    extended = undefined;
    yield piece;
    if (piece.kind === 'file') yield* content(bytes, piece.size);
  }
}

function entryOf(
  header: Extract<DecodedBlock, { readonly kind: 'file' | 'folder' | 'extended' }>,
  extended: PaxFacts | undefined,
): Extract<TarPiece, { readonly kind: 'file' | 'folder' }> {
  const path = extended?.path ?? header.path;
  const size = extended?.size === undefined ? header.size : sizeOf(extended.size);
  if (size === undefined) throw new ArchiveFault(`the size of ${JSON.stringify(path)} can’t be read`);
  const { mode } = header;
  if (header.kind === 'folder') return { kind: 'folder', path: path.replace(/\/$/, ''), mode };
  return { kind: 'file', path, mode, size };
}

function sizeOf(digits: string): number | undefined {
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

async function* content(bytes: ByteReader, size: number): AsyncGenerator<TarPiece, void> {
  for (let left = size; left > 0; ) {
    const chunk = await bytes.upTo(left);
    if (chunk === undefined) throw new ArchiveFault('it ends early');
    left -= chunk.length;
    yield { kind: 'bytes', bytes: chunk };
  }
  const filled = await bytes.exactly(paddedSize(size) - size);
  if (filled === undefined) throw new ArchiveFault('it ends early');
  yield { kind: 'file-end' };
}

/** Behind the end come zeros, and not without an end. */
async function refuseTrailing(bytes: ByteReader, extended: PaxFacts | undefined): Promise<void> {
  if (extended !== undefined) throw new ArchiveFault('an extended header in it is not followed by its entry');
  let seen = 0;
  for (;;) {
    const chunk = await bytes.upTo(mostTrailingBytes);
    if (chunk === undefined) return;
    seen += chunk.length;
    if (seen > mostTrailingBytes || chunk.some((byte) => byte !== 0))
      throw new ArchiveFault('there is something behind its end');
  }
}

interface ByteReader {
  /** So many bytes; undefined: there are fewer. */
  readonly exactly: (count: number) => Promise<Buffer | undefined>;
  /** At least one byte and at most so many; undefined: there are none. */
  readonly upTo: (count: number) => Promise<Buffer | undefined>;
}

function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function upTo(count: number): Promise<Buffer | undefined> {
    while (held.length === 0) {
      const next = await chunks.next();
      if (next.done === true) return undefined;
      held = next.value;
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  }

  async function exactly(count: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const piece = await upTo(left);
      if (piece === undefined) return undefined;
      pieces.push(piece);
      left -= piece.length;
    }
    const [first] = pieces;
    return first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
  }

  return { exactly, upTo };
}
