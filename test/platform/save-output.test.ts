import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveOutput } from '../../src/platform/save-output.ts';

const text = Buffer.from('one\ntwo\n');

const source = {
  size: text.length,
  read: (offset: number, length: number) =>
    Promise.resolve(
      offset < text.length ? text.subarray(offset, offset + Math.min(3, length)) : Buffer.alloc(0),
    ),
};

const broken = { size: 8, read: () => Promise.reject(new Error('EIO: i/o error')) };

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'save-output-'));
}

describe('a path to save an output to', () => {
  it('is taken from the working folder, or the home folder', async () => {
    const at = folder();
    const save = saveOutput(at);
    expect(await save.look('new.log')).toEqual({ there: 'nothing', path: join(at, 'new.log') });
    const atHome = await save.look('~/no-such-file-here.log');
    expect(atHome).toEqual({ there: 'nothing', path: join(homedir(), 'no-such-file-here.log') });
    writeFileSync(join(at, 'old.log'), '');
    expect(await save.look('./old.log')).toEqual({ there: 'file', path: join(at, 'old.log') });
  });

  it.each([
    ['folder', 'is there already, and is not a plain file'],
    ['link', 'is there already, and is not a plain file'],
    ['missing/new.log', 'There is no folder'],
    ['old.log/new.log', 'old.log is not a folder'],
    ['nul\0.log', 'can’t hold a NUL'],
    ['sessions/one/outputs/abc', 'holds the sessions themselves'],
    ['folder/../sessions', 'holds the sessions themselves'],
  ])('is refused as %j', async (path, said) => {
    const at = folder();
    mkdirSync(join(at, 'folder'));
    symlinkSync('/etc/passwd', join(at, 'link'));
    writeFileSync(join(at, 'old.log'), '');
    const found = await saveOutput(at, join(at, 'sessions')).look(path);
    const problem = found.there === 'refused' ? found.problem : undefined;
    expect(problem?.code).toBe('output/save-refused');
    expect(problem?.message).toContain(said);
  });
});

describe('saving an output', () => {
  it('writes all of it, for its owner alone', async () => {
    const path = join(folder(), 'new.log');
    expect(await saveOutput('/').write(path, source, false)).toBeUndefined();
    expect(readFileSync(path)).toEqual(text);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('replaces a file only when it is told to', async () => {
    const path = join(folder(), 'old.log');
    writeFileSync(path, 'old');
    const refused = await saveOutput('/').write(path, source, false);
    expect(refused).toMatchObject({ code: 'output/save-refused', message: `${path} is there already.` });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await saveOutput('/').write(path, source, true)).toBeUndefined();
    expect(readFileSync(path)).toEqual(text);
  });

  it.each([true, false])('leaves nothing half behind when it fails, replacing: %s', async (replace) => {
    const at = folder();
    const path = join(at, replace ? 'old.log' : 'new.log');
    if (replace) writeFileSync(path, 'old');
    const failed = await saveOutput('/').write(path, broken, replace);
    expect(failed).toMatchObject({
      code: 'output/save-failed',
      message: `The output could not be saved as ${path}: EIO: i/o error.`,
    });
    expect(readdirSync(at)).toEqual(replace ? ['old.log'] : []);
    const output = { ...source, size: 100 };
    expect(await saveOutput('/').write(path, output, replace)).toMatchObject({ code: 'output/save-failed' });
    expect(readdirSync(at)).toEqual(replace ? ['old.log'] : []);
  });
});
