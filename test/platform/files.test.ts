import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemFiles } from '../../src/platform/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('files', () => {
  it('reads no more than the limit', async () => {
    writeFileSync(join(folder, 'a'), 'hello world');
    expect((await systemFiles.read(join(folder, 'a')))?.toString()).toBe('hello world');
    expect((await systemFiles.read(join(folder, 'a'), 5))?.toString()).toBe('hello');
    expect((await systemFiles.read('/proc/self/status', 5))?.length).toBe(5);
  });

  it('reads the end of a file', async () => {
    writeFileSync(join(folder, 'a'), 'hello world');
    expect((await systemFiles.readTail(join(folder, 'a'), 5)).toString()).toBe('world');
    expect((await systemFiles.readTail(join(folder, 'a'), 500)).toString()).toBe('hello world');
    expect((await systemFiles.readTail(join(folder, 'none'), 5)).length).toBe(0);
  });

  it('says that something is not there', async () => {
    expect(await systemFiles.read(join(folder, 'none'))).toBeUndefined();
    expect(await systemFiles.stat(join(folder, 'none', 'deeper'))).toBeUndefined();
    expect(await systemFiles.list(join(folder, 'none'))).toEqual([]);
  });

  it('rejects for what can’t be read', async () => {
    await expect(systemFiles.read(folder)).rejects.toThrow(/EISDIR/);
  });

  it('writes a new file for this user only, and keeps the mode of an old one', async () => {
    const path = join(folder, 'a');
    await systemFiles.write(path, 'one');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    await systemFiles.write(path, Buffer.from('two'));
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves nothing behind when a write fails', async () => {
    mkdirSync(join(folder, 'taken', 'sub'), { recursive: true });
    await expect(systemFiles.write(join(folder, 'taken'), 'x')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('tells size, time and folders', async () => {
    writeFileSync(join(folder, 'a'), '12345');
    expect(await systemFiles.stat(join(folder, 'a'))).toMatchObject({ size: 5, folder: false });
    await systemFiles.makeFolder(join(folder, 'b', 'c'));
    expect(await systemFiles.stat(join(folder, 'b'))).toMatchObject({ folder: true });
    expect(await systemFiles.list(folder)).toEqual(['a', 'b']);
  });
});
