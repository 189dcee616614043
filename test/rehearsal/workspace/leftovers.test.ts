import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolders, removeFolders } from '../../../src/rehearsal/workspace/folders.ts';
import { removeLeftovers } from '../../../src/rehearsal/workspace/leftovers.ts';

const owner = { pid: 4711, start: '99', bootId: 'boot' };
const now = Date.now();

describe('the folders of rehearsals', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'leftovers-')));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are for their owner alone', () => {
    const { root } = makeFolders(JSON.stringify(owner));
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it('are gone when they are removed', () => {
    const folders = makeFolders(JSON.stringify(owner));
    removeFolders(folders);
    removeFolders(folders);
    expect(existsSync(folders.root)).toBe(false);
  });

  it('are removed at the next start where their owner was killed', () => {
    const { root } = makeFolders(JSON.stringify(owner));
    removeLeftovers(() => false, now);
    expect(existsSync(root)).toBe(false);
  });

  it('stay where their owner lives, who is asked for by pid, start and boot', () => {
    const { root } = makeFolders(JSON.stringify(owner));
    const asked: unknown[] = [];
    removeLeftovers((one) => asked.push(one) > 0, now);
    expect(existsSync(root)).toBe(true);
    expect(asked).toEqual([owner]);
  });

  it('stay for a minute where nobody has put a name to them yet', () => {
    const { root } = makeFolders('');
    removeLeftovers(() => false, Date.now());
    expect(existsSync(root)).toBe(true);
    utimesSync(root, new Date(now - 120_000), new Date(now - 120_000));
    removeLeftovers(() => false, Date.now());
    expect(existsSync(root)).toBe(false);
  });

  it('are nothing that is only called so or is a link', () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'teei-rehearsal-link'));
    mkdirSync(join(folder, 'other'));
    removeLeftovers(() => false, now + 3600_000);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(true);
    expect(existsSync(join(folder, 'teei-rehearsal-link'))).toBe(true);
    expect(existsSync(join(folder, 'other'))).toBe(true);
  });
});
