import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionFiles } from '../../../src/platform/journal/session-files.ts';

describe('the files of a session', () => {
  let home = '';
  let folder = '';
  const read = async (path: string, offset = 0, length = 100): Promise<string | undefined> => {
    const bytes = await sessionFiles(folder).read(path, offset, length);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'files-'));
    folder = join(home, 'session');
    mkdirSync(join(folder, 'outputs'), { recursive: true });
    writeFileSync(join(folder, 'outputs/one'), 'one two three');
    writeFileSync(join(home, 'secret'), 'secret');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('are read from an offset, as far as they go', async () => {
    expect(await read('outputs/one', 4, 3)).toBe('two');
    expect(await read('outputs/one', 8)).toBe('three');
  });

  it.each(['outputs/../../secret', '../secret', 'secret', 'events/000001.jsonl', 'outputs/none', 'outputs'])(
    'are none at %s',
    async (path) => {
      expect(await read(path)).toBeUndefined();
    },
  );

  it('are none behind a link, at the end or on the way', async () => {
    symlinkSync(join(home, 'secret'), join(folder, 'outputs/link'));
    symlinkSync(home, join(folder, 'steps'));
    expect(await read('outputs/link')).toBeUndefined();
    expect(await read('steps/secret')).toBeUndefined();
  });
});
