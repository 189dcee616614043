import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/session/log/digest.ts';
import { createTestJournal, journalOptions, must, refusal, temporaryFolder } from './open-test-journal.ts';

async function openFolder() {
  const journal = await createTestJournal(journalOptions(temporaryFolder()));
  const folder = must(await journal.openStepFolder('a', 1));
  return { journal, folder };
}

describe('the folder of an attempt', () => {
  it('is hashed, in a fixed order, and read-only once it is sealed', async () => {
    const { journal, folder } = await openFolder();
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'inner/two'), 'second');
    writeFileSync(join(folder, 'alpha'), 'first');
    expect(must(await journal.sealStepFolder('a', 1))).toEqual([
      { path: 'steps/a/1/alpha', sha256: sha256('first'), bytes: 5 },
      { path: 'steps/a/1/inner/two', sha256: sha256('second'), bytes: 6 },
    ]);
    expect(statSync(join(folder, 'inner/two')).mode & 0o777).toBe(0o400);
    expect(statSync(folder).mode & 0o777).toBe(0o500);
  });

  it('leaves links and pipes alone', async () => {
    const { journal, folder } = await openFolder();
    symlinkSync('/etc/passwd', join(folder, 'link'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'file'), '');
    const files = must(await journal.sealStepFolder('a', 1));
    expect(files.map(({ path }) => path)).toEqual(['steps/a/1/file']);
  });

  it('leaves the mode of a file that also lies elsewhere', async () => {
    const { journal, folder } = await openFolder();
    const elsewhere = join(journal.folder, '..', 'elsewhere');
    writeFileSync(elsewhere, 'x', { mode: 0o600 });
    linkSync(elsewhere, join(folder, 'linked'));
    expect(must(await journal.sealStepFolder('a', 1))).toHaveLength(1);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o600);
  });

  it('of very many files is told by one list that sha256sum can check', async () => {
    const { journal, folder } = await openFolder();
    for (let index = 0; index < 101; index += 1) writeFileSync(join(folder, `file ${index}`), String(index));
    const files = must(await journal.sealStepFolder('a', 1));
    expect(files.map(({ path }) => path)).toEqual(['steps/a/1.sha256']);
    const list = join(journal.folder, 'steps/a/1.sha256');
    expect(files[0]?.sha256).toBe(sha256(readFileSync(list)));
    const checked = execFileSync('sha256sum', ['-c', list], { cwd: journal.folder, encoding: 'utf8' });
    expect(checked.match(/: OK/g)).toHaveLength(101);
  });

  it('has no files where it was never made', async () => {
    const { journal } = await openFolder();
    expect(must(await journal.sealStepFolder('other', 1))).toEqual([]);
  });

  it('is never used twice', async () => {
    const { journal, folder } = await openFolder();
    writeFileSync(join(folder, 'file'), 'of the first');
    expect(refusal(await journal.openStepFolder('a', 1)).code).toBe('log/step-folder');
    expect((await journal.openStepFolder('a', 2)).ok).toBe(true);
  });

  it('that a power cut left empty, without the record of its attempt, is used by the attempt', async () => {
    const { journal, folder } = await openFolder();
    chmodSync(folder, 0o755);
    expect(must(await journal.openStepFolder('a', 1))).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    mkdirSync(join(journal.folder, 'steps/b'));
    symlinkSync(folder, join(journal.folder, 'steps/b/1'));
    expect(refusal(await journal.openStepFolder('b', 1)).code).toBe('log/step-folder');
  });

  it('is where the journal says that it will be', async () => {
    const { journal, folder } = await openFolder();
    expect(journal.stepFolder('a', 1)).toBe(folder);
  });

  it('stays below the session, whatever the step is called', async () => {
    const { journal } = await openFolder();
    for (const step of ['..', '../../x', '.hidden', 'a/b', 'x'.repeat(300), 'ünï', '~', "a'b"]) {
      const folder = must(await journal.openStepFolder(step, 1));
      expect(folder.slice(journal.folder.length)).toMatch(/^\/steps\/[A-Za-z0-9_%-][A-Za-z0-9._%-]*\/1$/);
    }
  });
});
