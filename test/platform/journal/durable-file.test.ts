import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolderDurably } from '../../../src/platform/journal/durable-file.ts';
import { temporaryFolder } from './open-test-journal.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;

/** What a program asks of the disk: names of calls and the paths of what they are about, in their order. */
function callsOf(folder: string, program: string): readonly string[] {
  const trace = join(folder, 'trace');
  const file = join(folder, 'program.ts');
  const source = pathToFileURL(join(import.meta.dirname, '../../../src/platform/journal')).href;
  writeFileSync(file, program.replaceAll('JOURNAL', source));
  const calls = 'trace=rename,mkdir,fsync,fdatasync';
  const ran = spawnSync('strace', ['-f', '-y', '-qq', '-o', trace, '-e', calls, process.execPath, file], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(ran.stderr).toBe('');
  return readFileSync(trace, 'utf8')
    .split('\n')
    .flatMap(
      (line) =>
        /(rename|mkdir|fsync|fdatasync)\((?:\d+<)?"?([^">,]+)/.exec(line)?.slice(1, 3).join(' ') ?? [],
    )
    .filter((call) => call.includes(folder))
    .map((call) =>
      call
        .replaceAll(/\.[0-9a-f]{12}\.tmp/g, '.tmp')
        .replace(`${folder}/`, '')
        .replace(folder, '.'),
    );
}

describe('new files and folders', () => {
  it.skipIf(!hasStrace)(
    'are on the disk before they have their name, and their name before anybody is told',
    () => {
      const folder = temporaryFolder();
      const calls = callsOf(
        folder,
        `import { makeFolderDurably, writeDurably } from 'JOURNAL/durable-file.ts';
       await makeFolderDurably(process.cwd() + '/a/b');
       await writeDurably(process.cwd() + '/a/b/file', 'content');`,
      );
      expect(calls).toEqual([
        'mkdir a/b',
        'mkdir a',
        'fsync .',
        'mkdir a/b',
        'fsync a',
        'fdatasync a/b/file.tmp',
        'rename a/b/file.tmp',
        'fsync a/b',
      ]);
    },
  );

  it.skipIf(!hasStrace)('have their name on the disk with the first bytes of an output', () => {
    const folder = temporaryFolder();
    const calls = callsOf(
      folder,
      `import { mkdirSync, readFileSync } from 'node:fs';
       import { openOutputFile } from 'JOURNAL/output-file.ts';
       import { openLogFile } from 'JOURNAL/log-file.ts';
       mkdirSync('live');
       mkdirSync('outputs');
       const opened = await openOutputFile(process.cwd(), 'a', 1, openLogFile);
       await opened.value.writer.write(Buffer.from('first'));
       while (!/fsync.*live/.test(readFileSync('trace', 'utf8'))) await new Promise(setImmediate);
       await opened.value.writer.close({ redactions: 0 });`,
    );
    expect(calls.filter((call) => !call.startsWith('mkdir')).slice(0, 2)).toEqual([
      'fdatasync live/a.1',
      'fsync live',
    ]);
  });

  it('say what is wrong where a folder can’t be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(makeFolderDurably(join(folder, 'file/a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    await makeFolderDurably(join(folder, 'a/b/c'));
    await makeFolderDurably(join(folder, 'a/b/c'));
    expect(statSync(join(folder, 'a/b/c')).mode & 0o777).toBe(0o700);
  });
});
