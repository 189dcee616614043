import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyFiles } from '../../../src/platform/journal/verify-files.ts';
import { sha256 } from '../../../src/session/log/digest.ts';
import { formatManifest } from '../../../src/session/log/manifest.ts';
import { createTestJournal, journalOptions, must, temporaryFolder } from './open-test-journal.ts';

const place = 'events/000001.jsonl:1';

/** Puts a file into a folder and gives the claim that a record makes of it. */
function claimed(folder: string, path: string, content: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return { place, path, sha256: sha256(content), bytes: Buffer.byteLength(content) };
}

describe('files that the log names', () => {
  it('are found unchanged', async () => {
    const folder = temporaryFolder();
    const claims = [claimed(folder, 'outputs/a', 'one'), claimed(folder, 'steps/x/1/b', 'two')];
    expect(await verifyFiles(folder, claims)).toEqual([]);
  });

  it('are each found missing, altered, or of another size, by their path', async () => {
    const folder = temporaryFolder();
    const good = claimed(folder, 'outputs/a', 'one');
    const findings = await verifyFiles(folder, [
      { ...good, path: 'outputs/missing' },
      { ...good, sha256: sha256('other') },
      { ...good, bytes: 4 },
    ]);
    expect(findings.map(({ code, place: where }) => [code, where])).toEqual([
      ['verify/file-missing', 'outputs/missing'],
      ['verify/file-changed', 'outputs/a'],
      ['verify/file-changed', 'outputs/a'],
    ]);
  });

  it('are refused behind a link, even where the bytes are right (43)', async () => {
    const folder = temporaryFolder();
    const file = claimed(folder, 'outputs/a', 'one');
    renameSync(join(folder, 'outputs'), join(folder, 'moved'));
    symlinkSync(join(folder, 'moved'), join(folder, 'outputs'));
    const findings = await verifyFiles(folder, [file]);
    expect(findings.map(({ message }) => message)).toEqual([
      `The file is not what ${place} names: outputs is a link.`,
    ]);
  });

  it('are checked one by one where a list stands for very many', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const folder = must(await journal.openStepFolder('a', 1));
    for (let index = 0; index < 101; index += 1) writeFileSync(join(folder, `file-${index}`), String(index));
    const claims = must(await journal.sealStepFolder('a', 1)).map((file) => ({ place, ...file }));
    expect(await verifyFiles(journal.folder, claims)).toEqual([]);
    chmodSync(join(folder, 'file-7'), 0o600);
    writeFileSync(join(folder, 'file-7'), 'another');
    const findings = await verifyFiles(journal.folder, claims);
    expect(findings.map(({ code, place: where }) => [code, where])).toEqual([
      ['verify/file-changed', 'steps/a/1/file-7'],
    ]);
  });

  it('may not be listed outside of their attempt', async () => {
    const folder = temporaryFolder();
    const other = claimed(folder, 'outputs/a', 'one');
    const list = claimed(folder, 'steps/a/1.sha256', formatManifest([other]));
    expect((await verifyFiles(folder, [list])).map(({ code }) => code)).toEqual(['verify/file-changed']);
  });
});
