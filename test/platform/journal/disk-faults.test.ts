import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../src/platform/journal/journal.ts';
import type { LogFile } from '../../../src/platform/journal/log-file.ts';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  note,
  notesOf,
  openTestJournal,
  refusal,
  stepStarted,
  temporaryFolder,
  typesOf,
} from './open-test-journal.ts';

async function journalOnFaultyDisk() {
  const disk = createFaultyDisk();
  const root = temporaryFolder();
  const journal = await createTestJournal(journalOptions(root, { openFile: disk.openFile }));
  await journal.append([note('before')], alice);
  const log = join(journal.folder, 'events/000001.jsonl');
  return { disk, root, journal, log };
}

function openReadOnly(): Promise<LogFile> {
  return Promise.reject(Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }));
}

describe('a disk that fails', () => {
  it('short writes are carried on until every byte is taken (31)', async () => {
    const { disk, journal } = await journalOnFaultyDisk();
    disk.setLongestWrite(7);
    await journal.append([note('in pieces')], alice);
    expect(notesOf(must(await readJournal(journal.folder)).records)).toEqual(['before', 'in pieces']);
  });

  it('a full disk starts no step and leaves no part of its record (32)', async () => {
    const { disk, journal, log } = await journalOnFaultyDisk();
    const whole = readFileSync(log);
    disk.setSpace(100);
    expect(refusal(await journal.append([stepStarted('a')], alice))).toMatchObject({ code: 'log/no-space' });
    expect(readFileSync(log)).toEqual(whole);
  });

  it('a full disk still takes the records that end a step, from the reserve (32)', async () => {
    const { disk, journal } = await journalOnFaultyDisk();
    disk.setSpace(100);
    expect(notesOf(must(await journal.append([note('the last words')], alice)))).toEqual(['the last words']);
    expect(refusal(await journal.append([stepStarted('a')], alice)).code).toBe('log/no-space');
    expect(typesOf(must(await readJournal(journal.folder)).records)).toEqual(['note', 'note']);
  });

  it('a disk with space again starts steps again (32)', async () => {
    const { disk, journal } = await journalOnFaultyDisk();
    disk.setSpace(100);
    expect((await journal.append([stepStarted('a')], alice)).ok).toBe(false);
    disk.setSpace(10_000_000);
    expect((await journal.append([stepStarted('a')], alice)).ok).toBe(true);
    expect(statSync(join(journal.folder, 'reserve')).size).toBeGreaterThan(0);
  });

  it('a disk with no space left at all says so and keeps what it has (32)', async () => {
    const { disk, journal, log } = await journalOnFaultyDisk();
    const whole = readFileSync(log);
    disk.setSpace(0);
    await journal.append([note('takes the reserve')], alice);
    disk.setSpace(20);
    expect(refusal(await journal.append([note('no more')], alice)).code).toBe('log/no-space');
    expect(readFileSync(log).subarray(0, whole.length)).toEqual(whole);
    expect(notesOf(must(await readJournal(journal.folder)).records)).toEqual(['before', 'takes the reserve']);
  });

  it.each(['write', 'datasync'] as const)('an I/O error in %s poisons the log (33)', async (operation) => {
    const { disk, root, journal } = await journalOnFaultyDisk();
    disk.setFailure({ operation, code: 'EIO', file: '.jsonl' });
    expect(refusal(await journal.append([note('lost')], alice)).code).toBe('log/write-failed');
    disk.setFailure(undefined);
    expect(refusal(await journal.append([note('never')], alice)).code).toBe('log/poisoned');
    expect(refusal(await journal.checkpoint(alice)).code).toBe('log/poisoned');
    await journal.close();
    const again = await openTestJournal(journalOptions(root));
    expect(notesOf(again.records)[0]).toBe('before');
    expect(notesOf(again.records)).not.toContain('never');
  });

  it('a cut that fails after a full disk poisons the log', async () => {
    const { disk, journal } = await journalOnFaultyDisk();
    disk.setSpace(100);
    disk.setFailure({ operation: 'truncate', code: 'EIO', file: '.jsonl' });
    expect(refusal(await journal.append([stepStarted('a')], alice)).code).toBe('log/write-failed');
    expect(refusal(await journal.append([note('never')], alice)).code).toBe('log/poisoned');
  });

  it('a record that was never synced is not acknowledged, so its step never runs (22)', async () => {
    const { disk, journal } = await journalOnFaultyDisk();
    disk.setFailure({ operation: 'datasync', code: 'EIO', file: '.jsonl' });
    expect((await journal.append([stepStarted('a')], alice)).ok).toBe(false);
  });

  it('a read-only folder is refused when the session is opened (34)', async () => {
    const options = journalOptions(temporaryFolder(), { openFile: openReadOnly });
    const problem = refusal(await createJournal(options));
    expect(problem.code).toBe('log/unwritable');
    expect(problem.hint).toContain('read-only');
  });
});
