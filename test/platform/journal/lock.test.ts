import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../../src/platform/journal/journal.ts';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { isBeingWritten } from '../../../src/platform/journal/session-lock.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  note,
  notesOf,
  openTestJournal,
  refusal,
  temporaryFolder,
} from './open-test-journal.ts';
import { startWriter } from './writer-process.ts';

// Each test starts several programs, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the lock of a session', () => {
  it('lets one writer in, and tells the second who that is (46)', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    const problem = refusal(await openJournal(journalOptions(root)));
    expect(problem.code).toBe('log/locked');
    expect(problem.message).toMatch(new RegExp(`alice \\(process ${process.pid} on machine, since 2026-`));
    expect((await journal.append([note('still mine')], alice)).ok).toBe(true);
  });

  it('lets readers in beside the writer', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    await journal.append([note('one')], alice);
    const read = must(await readJournal(journal.folder));
    expect(notesOf(read.records)).toEqual(['one']);
    expect(read.writer?.who).toBe('alice');
  });

  it('is free after a close, and then names no writer', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    await journal.close();
    expect(existsSync(join(journal.folder, 'writer.json'))).toBe(false);
    expect((await openTestJournal(journalOptions(root))).records).toEqual([]);
  });

  it('is held against another process, and free once that was killed (46)', async () => {
    const root = temporaryFolder();
    const writer = await startWriter(root);
    await writer.acknowledged(1);
    expect(refusal(await openJournal(journalOptions(root))).message).toContain(`process ${writer.pid}`);
    await writer.kill();
    expect((await openTestJournal(journalOptions(root))).records.length).toBeGreaterThan(0);
  });

  it('is held by a writer that was stopped, however long (36)', async () => {
    const root = temporaryFolder();
    const writer = await startWriter(root);
    await writer.acknowledged(1);
    process.kill(writer.pid, 'SIGSTOP');
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/locked');
    await writer.kill();
  });

  it('tells whether the session is being written, and lets nobody in by that', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    expect(await isBeingWritten(journal.folder)).toBe(true);
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/locked');
    await journal.close();
    expect(await isBeingWritten(journal.folder)).toBe(false);
    expect(await isBeingWritten(root)).toBe(false);
    const writer = await startWriter(root);
    await writer.acknowledged(1);
    expect(await isBeingWritten(journal.folder)).toBe(true);
    await writer.kill();
    expect(await isBeingWritten(journal.folder)).toBe(false);
  });

  it('says nothing of the module it is made with', async () => {
    const writer = await startWriter(temporaryFolder());
    await writer.acknowledged(1);
    await writer.kill();
    expect(writer.stderr()).toBe('');
  });

  it('is not decided by what writer.json says', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    await journal.close();
    const claim = { who: 'mallory', pid: process.pid, host: 'machine', since: '2026-01-01T00:00:00.000Z' };
    writeFileSync(join(journal.folder, 'writer.json'), JSON.stringify(claim));
    expect((await openJournal(journalOptions(root))).ok).toBe(true);
  });
});
