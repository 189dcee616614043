import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../src/platform/journal/journal.ts';
import { listSessions, readJournal } from '../../../src/platform/journal/read-journal.ts';
import { ok } from '../../../src/problem/problem.ts';
import { noDigest, sha256 } from '../../../src/session/log/digest.ts';
import { createFaultyDisk } from './faulty-disk.ts';
import {
  alice,
  createTestClock,
  createTestJournal,
  journalOptions,
  must,
  note,
  notesOf,
  openTestJournal,
  refusal,
  session,
  temporaryFolder,
  typesOf,
} from './open-test-journal.ts';

describe('appending to the log', () => {
  it('chains every line to the bytes of the one before it', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    expect(journal.head).toBe(noDigest);
    await journal.append([note('one'), note('two')], alice);
    await journal.append([note('three')], alice);
    const lines = readFileSync(join(journal.folder, 'events/000001.jsonl'), 'utf8').match(/[^\n]*\n/g) ?? [];
    const prevs = lines.map((line) => /"prev":"([0-9a-f]+)"/.exec(line)?.[1]);
    expect(prevs).toEqual([noDigest, ...lines.slice(0, -1).map((line) => sha256(line))]);
    expect(journal.head).toBe(sha256(lines.at(-1) ?? ''));
  });

  it('has synced the file before it answers, once for a whole batch', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const log = join(journal.folder, 'events/000001.jsonl');
    await journal.append([note('one'), note('two')], alice);
    expect(disk.syncs.get(log)).toBe(1);
    await journal.append([note('three')], alice);
    expect(disk.syncs.get(log)).toBe(2);
  });

  it('writes a staged record at once, and syncs it with the next append', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const log = join(journal.folder, 'events/000001.jsonl');
    must(await journal.stage([note('one')], alice));
    expect(readFileSync(log, 'utf8')).toMatch(/"one".*\n$/);
    expect(disk.syncs.get(log)).toBeUndefined();
    await journal.append([note('two')], alice);
    expect(disk.syncs.get(log)).toBe(1);
    expect(notesOf(must(await readJournal(journal.folder)).records)).toEqual(['one', 'two']);
  });

  it('syncs what is staged when it is asked to, and nothing where nothing is', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    const log = join(journal.folder, 'events/000001.jsonl');
    await journal.stage([note('one')], alice);
    expect([await journal.sync(), await journal.sync()]).toEqual([ok(undefined), ok(undefined)]);
    expect(disk.syncs.get(log)).toBe(1);
  });

  it('vouches by a checkpoint only for what it has synced', async () => {
    const disk = createFaultyDisk();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { openFile: disk.openFile }));
    await journal.stage([note('one')], alice);
    disk.setFailure({ operation: 'datasync', code: 'EIO', file: '.jsonl' });
    expect(refusal(await journal.checkpoint(alice)).code).toBe('log/write-failed');
    expect(readdirSync(join(journal.folder, 'checkpoints'))).toEqual([]);
    expect(refusal(await journal.stage([note('two')], alice)).code).toBe('log/poisoned');
    expect(refusal(await journal.sync()).code).toBe('log/poisoned');
  });

  it('keeps the order of calls that were not awaited', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const texts = Array.from({ length: 50 }, (_, index) => String(index));
    await Promise.all(texts.map((text) => journal.append([note(text)], alice)));
    expect(notesOf(must(await readJournal(journal.folder)).records)).toEqual(texts);
  });

  it('gives what was written to the next opener', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    const written = must(await journal.append([note('one')], alice));
    await journal.close();
    const again = await openTestJournal(journalOptions(root));
    expect(again.records).toEqual(written);
    expect(again.head).toBe(journal.head);
    expect(await listSessions(root)).toEqual([session]);
  });

  it('records that the clock went back, behind the events that show it', async () => {
    const clock = createTestClock();
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { clock }));
    await journal.append([note('before')], alice);
    clock.step(-3_600_000);
    const records = must(await journal.append([note('after')], alice));
    expect(typesOf(records)).toEqual(['note', 'clock.stepped']);
    expect(records[1]?.event).toEqual({ type: 'clock.stepped', milliseconds: -3_599_000 });
    expect(typesOf(must(await journal.append([note('later')], alice)))).toEqual(['note']);
  });

  it('goes on after a reboot, whose id the records bear (49)', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(root));
    await journal.append([note('before')], alice);
    await journal.close();
    const clock = createTestClock(Date.UTC(2026, 0, 3));
    const again = await openTestJournal(journalOptions(root, { bootId: 'boot-2', clock }));
    const records = [...again.records, ...must(await again.append([note('after')], alice))];
    expect(records.map(({ envelope }) => envelope.boot_id)).toEqual(['boot-1', 'boot-2']);
    expect(typesOf(records)).toEqual(['note', 'note']);
  });

  it('refuses a record beyond 64 KiB before anything of its batch is written', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const result = await journal.append([note('fits'), note('x'.repeat(65_536))], alice);
    expect(refusal(result)).toMatchObject({ code: 'log/record-too-large' });
    expect(must(await readJournal(journal.folder)).records).toEqual([]);
    expect(notesOf(must(await journal.append([note('next')], alice)))).toEqual(['next']);
  });

  it('refuses an event that could not be read back', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const result = await journal.append([{ type: 'clock.stepped', milliseconds: Number.NaN }], alice);
    expect(refusal(result).code).toBe('log/record-invalid');
  });

  it('takes nothing after it was closed', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    await journal.close();
    expect(refusal(await journal.append([note('late')], alice)).code).toBe('log/closed');
    expect(refusal(await journal.checkpoint(alice)).code).toBe('log/closed');
  });

  it('tells when there is no such session', async () => {
    const root = temporaryFolder();
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/session-missing');
    expect(refusal(await readJournal(join(root, session))).code).toBe('log/session-missing');
  });
});
