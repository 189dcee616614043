import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { alice, createTestJournal, journalOptions, must, note, typesOf } from './open-test-journal.ts';

/** A disk of its own, taken away when the test ends. Undefined: only root can mount one. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', folder]).status === 0;
  onTestFinished(() => {
    if (mounted) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return mounted ? folder : undefined;
}

/** Leaves not a block. */
function fill(folder: string): void {
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (let number = 0; ; number += 1) {
      try {
        writeFileSync(join(folder, `filler-${size}-${number}`), Buffer.alloc(size, 1));
      } catch {
        break;
      }
    }
  }
}

describe('a disk that is full', () => {
  it('still takes a checkpoint, from the reserve (32)', async (context) => {
    const disk = mountSmallDisk();
    if (disk === undefined) return context.skip('only root can mount a disk');
    const journal = await createTestJournal(journalOptions(join(disk, 'sessions')));
    must(await journal.append([note('one')], alice));
    fill(disk);
    must(await journal.checkpoint(alice));
    expect(typesOf(must(await readJournal(journal.folder)).records)).toEqual(['note', 'checkpoint']);
  });
});
