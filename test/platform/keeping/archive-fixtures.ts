import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImportedArchive, ImportOptions } from '../../../src/platform/keeping/import-archive.ts';
import { importArchive } from '../../../src/platform/keeping/import-archive.ts';
import { encodeHeader, endOfArchive, padding } from '../../../src/platform/keeping/tar/header.ts';
import type { Result } from '../../../src/problem/problem.ts';

export const writer = { who: 'alice', pid: process.pid, host: 'machine', since: '2026-01-02T03:04:05Z' };

/** Imports as an operator without a list of signers would. */
export function importInto(
  root: string,
  file: string,
  more: Partial<ImportOptions> = {},
): Promise<Result<ImportedArchive>> {
  const verify = { requireSigned: false, env: { ...process.env } };
  return importArchive(root, file, { writer, verify, mostBytes: 2 ** 30, ...more });
}

/** An entry as it stands in an archive. */
export function entry(path: string, content: string, kind: 'file' | 'folder' = 'file'): Buffer {
  const size = Buffer.byteLength(content);
  const header = encodeHeader({ kind, path, size, mode: 0o777, time: 0 });
  return Buffer.concat([header, Buffer.from(content), padding(size)]);
}

/** Makes an entry one of another type, with its checksum right. */
export function asType(bytes: Buffer, type: string, link = ''): Buffer {
  const block = Buffer.from(bytes);
  block.write(type, 156, 'latin1');
  block.write(link, 157, 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

export function writeTarGz(path: string, ...entries: readonly Buffer[]): string {
  writeFileSync(path, gzipSync(Buffer.concat([...entries, endOfArchive])));
  return path;
}

/** Everything below a folder, sorted. */
export function namesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
}

/** What stands in the keeping folder beside its lock. */
export function leftovers(root: string): readonly string[] {
  return namesBelow(join(root, '.keeping')).filter((name) => !['arriving', 'leaving', 'lock'].includes(name));
}
