import { blockSize, checksumOf, fields } from './header.ts';
import { utf8 } from './pax.ts';

/** A block as it stands, before an extended header has its say. */
export type DecodedBlock =
  | {
      readonly kind: 'file' | 'folder' | 'extended';
      readonly path: string;
      readonly size: number;
      readonly mode: number;
    }
  | { readonly kind: 'end' };

/** Says what is wrong with an archive, as the end of a sentence that begins with a comma. */
export class ArchiveFault extends Error {}

/** Reads a header block. Whatever is neither a plain file nor a folder nor an extended header is an ArchiveFault that is thrown. */
export function decodeBlock(block: Buffer): DecodedBlock {
  if (block.every((byte) => byte === 0)) return { kind: 'end' };
  if (text(block, 'magic') !== 'ustar' || number(block, 'checksum') !== checksumOf(block))
    throw new ArchiveFault('it is not a tar archive, or damaged');
  const path = pathOf(block);
  const size = number(block, 'size');
  const mode = number(block, 'mode');
  if (path === undefined) throw new ArchiveFault('a name in it is not UTF-8');
  if (size === undefined || mode === undefined)
    throw new ArchiveFault(`the figures of ${JSON.stringify(path)} can’t be read`);
  const type = String.fromCharCode(block[fields.type[0]] ?? 0);
  const kind = kinds.get(type);
  if (kind === undefined)
    throw new ArchiveFault(
      `${JSON.stringify(path)} is ${refused.get(type) ?? 'neither a file nor a folder'}`,
    );
  return { kind, path, size: kind === 'folder' ? 0 : size, mode };
}

/** How many bytes a file of a size takes, its last block filled up. */
export function paddedSize(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}

const kinds: ReadonlyMap<string, 'file' | 'folder' | 'extended'> = new Map([
  ['0', 'file'],
  ['\0', 'file'],
  ['5', 'folder'],
  ['x', 'extended'],
]);

const refused: ReadonlyMap<string, string> = new Map([
  ['1', 'a hard link'],
  ['2', 'a symbolic link'],
  ['3', 'a device'],
  ['4', 'a device'],
  ['6', 'a pipe'],
]);

function bytesOf(block: Buffer, field: keyof typeof fields): Buffer {
  const [start, length] = fields[field];
  const bytes = block.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function text(block: Buffer, field: keyof typeof fields): string {
  return bytesOf(block, field).toString('latin1').trim();
}

function number(block: Buffer, field: keyof typeof fields): number | undefined {
  const digits = text(block, field);
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function pathOf(block: Buffer): string | undefined {
  const name = utf8(bytesOf(block, 'name'));
  const prefix = utf8(bytesOf(block, 'prefix'));
  if (name === undefined || prefix === undefined) return undefined;
  return prefix === '' ? name : `${prefix}/${name}`;
}
