import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../../src/session/log/digest.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import {
  createTestJournal,
  journalOptions,
  must,
  openTestJournal,
  present,
  refusal,
  temporaryFolder,
} from './open-test-journal.ts';

describe('the output of an attempt', () => {
  it('is live while it comes, and then filed under its digest', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const output = must(await journal.openOutput('save/state', 2));
    must(await output.write(Buffer.from('one ')));
    expect(journal.livePath('save/state', 2)).toBe('live/save%2Fstate.2');
    expect(readFileSync(join(journal.folder, 'live/save%2Fstate.2'), 'utf8')).toBe('one ');
    must(await output.write(Buffer.from([0xff, 0x00])));
    const bytes = Buffer.from([...Buffer.from('one '), 0xff, 0x00]);
    const digest = sha256(bytes);
    const filed = present(must(await output.close({ redactions: 3 })));
    expect(filed).toEqual({
      sha256: digest,
      bytes: 6,
      path: `outputs/${digest}`,
      redactions: 3,
      truncated: false,
    });
    expect(readFileSync(join(journal.folder, filed.path))).toEqual(bytes);
    expect(readdirSync(join(journal.folder, 'live'))).toEqual([]);
  });

  it('is not kept where nothing was printed', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const output = must(await journal.openOutput('a', 1));
    expect(must(await output.close({ redactions: 0 }))).toBeUndefined();
    expect(readdirSync(join(journal.folder, 'live'))).toEqual([]);
    expect(readdirSync(join(journal.folder, 'outputs'))).toEqual([]);
  });

  it('may be the same as that of another attempt', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    for (const attempt of [1, 2]) {
      const output = must(await journal.openOutput('a', attempt));
      must(await output.write(Buffer.from('same')));
      expect(present(must(await output.close({ redactions: 0 }))).sha256).toBe(sha256('same'));
    }
    expect(readdirSync(join(journal.folder, 'outputs'))).toEqual([sha256('same')]);
  });

  it('keeps the order of writes that were not awaited', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    disk.setLongestWrite(3);
    const output = must(await journal.openOutput('a', 1));
    await Promise.all(['first,', 'second,', 'third'].map((text) => output.write(Buffer.from(text))));
    const filed = present(must(await output.close({ redactions: 0 })));
    expect(readFileSync(join(journal.folder, filed.path), 'utf8')).toBe('first,second,third');
  });

  it('is synced soon after it flows, once a burst, and not while nothing flows', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const output = must(await journal.openOutput('a', 1));
    const live = join(journal.folder, 'live/a.1');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      for (let index = 0; index < 20; index += 1) must(await output.write(Buffer.from('x')));
      expect(vi.getTimerCount()).toBe(1);
      expect(disk.syncs.get(live)).toBeUndefined();
      vi.advanceTimersByTime(50);
      await vi.waitUntil(() => disk.syncs.get(live) === 1);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    must(await output.close({ redactions: 0 }));
  });

  it('is cut, marked and true to its digest when the disk is full, which is told once', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const output = must(await journal.openOutput('a', 1));
    disk.setSpace(10);
    const first = await output.write(Buffer.from('0123456789abcdef'));
    expect(refusal(first).code).toBe('log/output-truncated');
    expect(refusal(first).message).toContain('10 bytes');
    disk.setSpace(1000);
    expect((await output.write(Buffer.from('more'))).ok).toBe(true);
    const filed = present(must(await output.close({ redactions: 0 })));
    expect(filed).toMatchObject({ truncated: true, bytes: 10, sha256: sha256('0123456789') });
    expect(readFileSync(join(journal.folder, filed.path), 'utf8')).toBe('0123456789');
  });

  it('is not filed when the disk refuses to keep it', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const output = must(await journal.openOutput('a', 1));
    must(await output.write(Buffer.from('x')));
    disk.setFailure({ operation: 'datasync', code: 'EIO', file: 'a.1' });
    expect(refusal(await output.close({ redactions: 0 })).code).toBe('log/output-missing');
  });

  it('that the disk refused once is not synced again, and not vouched for', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const output = must(await journal.openOutput('a', 1));
    disk.setFailure({ operation: 'datasync', code: 'EIO', file: 'a.1' });
    must(await output.write(Buffer.from('x')));
    await vi.waitUntil(async () => !(await output.write(Buffer.from('y'))).ok);
    disk.setFailure(undefined);
    const syncs = disk.syncs.get(join(journal.folder, 'live/a.1'));
    expect(refusal(await output.close({ redactions: 0 })).code).toBe('log/output-missing');
    expect(disk.syncs.get(join(journal.folder, 'live/a.1'))).toBe(syncs);
    expect(readdirSync(join(journal.folder, 'outputs'))).toEqual([]);
  });

  it('of an interrupted attempt is filed as far as it came', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    const output = must(await journal.openOutput('a', 1));
    must(await output.write(Buffer.from('half')));
    await journal.close();
    const next = await openTestJournal(journalOptions(root));
    expect(refusal(await next.openOutput('a', 1)).code).toBe('log/output-missing');
    const left = must(await next.fileLeftOutput('a', 1));
    expect(left).toMatchObject({ sha256: sha256('half'), bytes: 4, truncated: true });
    expect(existsSync(join(next.folder, left?.path ?? ''))).toBe(true);
    expect(must(await next.fileLeftOutput('a', 1))).toBeUndefined();
  });

  it('of 128 MiB passes in flat memory', { timeout: 60_000 }, async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const output = must(await journal.openOutput('a', 1));
    const chunk = Buffer.alloc(65_536, 'x');
    const before = process.memoryUsage().rss;
    let peak = before;
    for (let index = 0; index < 2048; index += 1) {
      must(await output.write(chunk));
      if (index % 128 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    }
    const filed = present(must(await output.close({ redactions: 0 })));
    expect(statSync(join(journal.folder, filed.path)).size).toBe(128 * 1024 * 1024);
    expect(peak - before).toBeLessThan(64 * 1024 * 1024);
  });
});
