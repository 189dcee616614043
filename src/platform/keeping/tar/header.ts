import { paxRecords } from './pax.ts';

/** Tar comes in blocks of this many bytes. */
export const blockSize = 512;

/** An entry of an archive, as far as this program writes and takes it: plain files and folders, nothing else. */
export interface TarHeader {
  readonly kind: 'file' | 'folder';
  /** With `/` between its parts and none at its end. */
  readonly path: string;
  /** Bytes of a file; 0 for a folder. */
  readonly size: number;
  /** Permissions. */
  readonly mode: number;
  /** Seconds since 1970. */
  readonly time: number;
}

/** Offsets and lengths of the fields, from the `ustar` format of POSIX.1-2001 (pax, "ustar Interchange Format"). */
export const fields = {
  name: [0, 100],
  mode: [100, 8],
  user: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  version: [263, 2],
  prefix: [345, 155],
} as const satisfies Record<string, readonly [number, number]>;

/** The largest size that eleven octal digits tell. */
const largestOctal = 0o77777777777;

/**
 * The blocks before a file's bytes. Names that `ustar` has no room or no letters for, and sizes of 8 GiB and more, go
 * into an extended header. Owners are left out: an archive is the same whoever writes it.
 */
export function encodeHeader(header: TarHeader): Buffer {
  const path = header.kind === 'folder' ? `${header.path}/` : header.path;
  const split = splitPath(path);
  const records = paxRecords({
    ...(split === undefined ? { path } : {}),
    ...(header.size > largestOctal ? { size: String(header.size) } : {}),
  });
  const size = Math.min(header.size, largestOctal);
  const main = encodeBlock(
    { ...header, ...(split ?? { prefix: '', name: 'long-name' }), size },
    typeOf(header),
  );
  if (records.length === 0) return main;
  const facts = { prefix: '', name: 'PaxHeader', size: records.length, mode: 0o600, time: header.time };
  return Buffer.concat([encodeBlock(facts, 'x'), records, padding(records.length), main]);
}

/** The zeros that fill up the last block of so many bytes. */
export function padding(bytes: number): Buffer {
  return Buffer.alloc((blockSize - (bytes % blockSize)) % blockSize);
}

/** Two blocks of zeros. */
export const endOfArchive = Buffer.alloc(2 * blockSize);

/** The sum of a block's bytes, its own field counted as blanks. */
export function checksumOf(block: Buffer): number {
  const [start, length] = fields.checksum;
  let sum = length * 0x20;
  for (const [index, byte] of block.entries()) {
    if (index < start || index >= start + length) sum += byte;
  }
  return sum;
}

function typeOf({ kind }: TarHeader): string {
  return kind === 'folder' ? '5' : '0';
}

interface BlockFacts {
  readonly prefix: string;
  readonly name: string;
  readonly size: number;
  readonly mode: number;
  readonly time: number;
}

function encodeBlock(facts: BlockFacts, type: string): Buffer {
  const block = Buffer.alloc(blockSize);
  const put = (field: keyof typeof fields, text: string): void => {
    block.write(text, fields[field][0], fields[field][1], 'latin1');
  };
  put('name', facts.name);
  put('mode', octal(facts.mode, 7));
  put('user', octal(0, 7));
  put('group', octal(0, 7));
  put('size', octal(facts.size, 11));
  put('time', octal(facts.time, 11));
  put('type', type);
  put('magic', 'ustar\0');
  put('version', '00');
  put('prefix', facts.prefix);
  put('checksum', `${octal(checksumOf(block), 6)}\0 `);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** A path as prefix and name; undefined where it does not fit, or holds more than plain ASCII. */
function splitPath(path: string): { readonly prefix: string; readonly name: string } | undefined {
  if (!/^[ -~]+$/.test(path)) return undefined;
  const longestName = fields.name[1];
  if (path.length <= longestName) return { prefix: '', name: path };
  const at = path.indexOf('/', path.length - longestName - 1);
  const fits = at > 0 && at <= fields.prefix[1] && at < path.length - 1;
  return fits ? { prefix: path.slice(0, at), name: path.slice(at + 1) } : undefined;
}
