import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHeader, endOfArchive, padding } from '../../../../src/platform/keeping/tar/header.ts';
import { readTar, type TarPiece } from '../../../../src/platform/keeping/tar/read-tar.ts';

const file = { kind: 'file', path: 'a/b', size: 3, mode: 0o600, time: 1_767_323_045 } as const;

function archiveOf(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([...parts, endOfArchive]);
}

function entry(path: string, content: Buffer): Buffer {
  const header = encodeHeader({ ...file, path, size: content.length });
  return Buffer.concat([header, content, padding(content.length)]);
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size = 4096): Promise<readonly TarPiece[]> {
  const pieces: TarPiece[] = [];
  for await (const piece of readTar(inPieces(bytes, size))) pieces.push(piece);
  return pieces;
}

/** What stands in an archive: path and content of each file. */
async function filesOf(bytes: Buffer, size?: number): Promise<readonly (readonly [string, string])[]> {
  const files: [string, string][] = [];
  for (const piece of await read(bytes, size)) {
    if (piece.kind === 'file') files.push([piece.path, '']);
    const last = files.at(-1);
    if (piece.kind === 'bytes' && last !== undefined) last[1] += piece.bytes.toString('latin1');
  }
  return files;
}

/** A header block with one field replaced and its checksum made right again. */
function forged(field: 'type' | 'size' | 'name', text: string): Buffer {
  const offsets = { type: 156, size: 124, name: 0 };
  const block = Buffer.from(encodeHeader({ ...file, size: 0 }));
  block.write(text, offsets[field], 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const part = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 120 })
  .map((text) => text.replaceAll(/[/\0]/gu, '_'))
  .filter((text) => text !== '.' && text !== '..');

describe('tar', () => {
  it('gives back any names and contents, in whatever pieces they come', async () => {
    const files = fc.array(fc.tuple(fc.array(part, { minLength: 1, maxLength: 6 }), fc.uint8Array()), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 2000 }), async (entries, size) => {
        const given = entries.map(([path, content]) => [path.join('/'), Buffer.from(content)] as const);
        const archive = archiveOf(...given.map(([path, content]) => entry(path, content)));
        expect(await filesOf(archive, size)).toEqual(
          given.map(([path, content]) => [path, content.toString('latin1')]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is cut nowhere without being refused', async () => {
    const archive = archiveOf(entry('a', Buffer.from('content')), entry('b/c', Buffer.from('more')));
    for (let length = 0; length < archive.length - 1024; length += 7) {
      await expect(read(archive.subarray(0, length)), String(length)).rejects.toThrow('it ends early');
    }
  });

  it('says the same or is refused, wherever a header is changed', async () => {
    const archive = archiveOf(entry('a', Buffer.from('content')));
    const whole = await read(archive);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 511 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(archive);
        changed[at] = ((changed[at] ?? 0) + by) % 256;
        const answer = await read(changed).catch(String);
        expect([whole, 'Error: it is not a tar archive, or damaged']).toContainEqual(answer);
      }),
      { numRuns: 500, examples: [[0, 1]] },
    );
  });

  it('tells sizes of 8 GiB and more', async () => {
    const size = 9 * 1024 ** 3;
    const header = encodeHeader({ ...file, size });
    const pieces = readTar(inPieces(header, 512));
    expect((await pieces.next()).value).toEqual({ kind: 'file', path: 'a/b', mode: 0o600, size });
  });

  it.each([
    ['1', 'a hard link'],
    ['2', 'a symbolic link'],
    ['3', 'a device'],
    ['4', 'a device'],
    ['6', 'a pipe'],
    ['g', 'neither a file nor a folder'],
    ['L', 'neither a file nor a folder'],
  ])('refuses an entry of type %s', async (type, what) => {
    await expect(read(archiveOf(forged('type', type)))).rejects.toThrow(`"a/b" is ${what}`);
  });

  it('refuses a size that is no number, and a name that is no text', async () => {
    await expect(read(archiveOf(forged('size', '\u0080\0\0\0\0\0\0\0\0\0\0\u0009')))).rejects.toThrow(
      'figures',
    );
    await expect(read(archiveOf(forged('name', '\u00ff\u00fe')))).rejects.toThrow('not UTF-8');
  });

  it('takes no memory for an extended header that claims to be large', async () => {
    const block = forged('type', 'x');
    block.write('77777777777', 124, 'latin1');
    block.fill(' ', 148, 156);
    block.write(
      `${block
        .reduce((all, byte) => all + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
      'latin1',
    );
    await expect(read(archiveOf(block))).rejects.toThrow('too large');
  });

  it('refuses something behind the end', async () => {
    const archive = archiveOf(entry('a', Buffer.from('x')));
    await expect(read(Buffer.concat([archive, Buffer.from('more')]))).rejects.toThrow('behind its end');
    await expect(read(Buffer.concat([archive, Buffer.alloc(2 ** 21)]))).rejects.toThrow('behind its end');
    expect(await filesOf(Buffer.concat([archive, Buffer.alloc(9216)]))).toEqual([['a', 'x']]);
  });

  it('refuses what is no archive at all', async () => {
    await expect(read(Buffer.alloc(600, 'x'))).rejects.toThrow('not a tar archive');
    await expect(read(Buffer.alloc(0))).rejects.toThrow('ends early');
  });
});
