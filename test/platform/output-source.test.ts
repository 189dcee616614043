import { appendFileSync, mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openFileOutput } from '../../src/platform/output-source.ts';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'output-source-'));
}

describe('an output in its file', () => {
  it('is read in parts', async () => {
    const path = join(folder(), 'live');
    writeFileSync(path, '0123456789');
    const output = await openFileOutput(path, false);
    expect(output).toMatchObject({ path, size: 10, growing: false });
    expect((await output.read(2, 3)).toString()).toBe('234');
    expect((await output.read(8, 100)).toString()).toBe('89');
    await output.close();
  });

  it('grows, is moved when it is filed, and stays readable', async () => {
    const at = folder();
    const live = join(at, 'live');
    writeFileSync(live, 'one\n');
    const output = await openFileOutput(live, true);
    let told = 0;
    output.onChange(() => {
      told += 1;
    });
    appendFileSync(live, 'two\n');
    for (let each = 0; each < 1000; each += 1) output.grew();
    await vi.waitFor(() => expect(output.size).toBe(8));
    expect(told).toBe(1);
    appendFileSync(live, 'three\n');
    const filed = join(at, 'filed');
    renameSync(live, filed);
    output.ended(filed);
    await vi.waitFor(() => expect(output).toMatchObject({ path: filed, growing: false, size: 14 }));
    expect((await output.read(8, 6)).toString()).toBe('three\n');
    await output.close();
  });

  it('has no bytes before there is a file', async () => {
    const path = join(folder(), 'live');
    const output = await openFileOutput(path, true);
    expect(output.size).toBe(0);
    await expect(output.read(0, 1)).rejects.toThrow(`there is no file at ${path}`);
    writeFileSync(path, 'now');
    output.grew();
    await vi.waitFor(() => expect(output.size).toBe(3));
    await output.close();
  });

  it('is a plain file, and nothing that a link leads to', async () => {
    const at = folder();
    mkdirSync(join(at, 'folder'));
    await expect(openFileOutput(join(at, 'folder'), false)).rejects.toThrow('is not a file');
    writeFileSync(join(at, 'elsewhere'), 'x');
    symlinkSync(join(at, 'elsewhere'), join(at, 'link'));
    await expect(openFileOutput(join(at, 'link'), false)).rejects.toThrow('ELOOP');
  });
});
