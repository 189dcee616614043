import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inKeepingFolder } from '../../../src/platform/keeping/keeping-folder.ts';
import { findOldSessions, type PruneOptions, pruneSessions } from '../../../src/platform/keeping/prune.ts';
import { addTombstone, readTombstones } from '../../../src/platform/keeping/tombstones.ts';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';
import { ok } from '../../../src/problem/problem.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  openTestJournal,
  present,
  refusal,
  session,
  temporaryFolder,
} from '../journal/open-test-journal.ts';
import { makeSignedSession } from '../journal/signed-session.ts';
import { eventful, recordsOf, writeSession } from '../../cli/write-session.ts';
import { importInto, leftovers, writer } from './archive-fixtures.ts';

const later = Date.UTC(2026, 5, 1);
const options: PruneOptions = {
  writer,
  before: later,
  olderThan: '90d',
  by: alice,
  tool: '1.0.0',
  now: () => later,
  verify: { requireSigned: false, env: { ...process.env } },
};

async function signed() {
  const made = await makeSignedSession();
  return { ...made, sessions: join(made.root, 'sessions') };
}

function id(name: string): string {
  return `20260102-030405-${name}-0a1b`;
}

async function prune(root: string) {
  const { removable } = await findOldSessions(root, undefined, later);
  return must(await pruneSessions(root, removable, options));
}

describe('pruning', () => {
  it('removes an old session with its sealed files, and leaves what it was and how it ended', async () => {
    const { sessions, lines } = await signed();
    const events = lines().length;
    const { removed, problems } = await prune(sessions);
    expect(problems).toEqual([]);
    expect(existsSync(join(sessions, session))).toBe(false);
    expect(removed).toMatchObject([
      {
        session,
        runbook: 'deploy',
        environment: 'production',
        outcome: 'completed',
        events,
        verification: 'verified',
        older_than: '90d',
        removed_at: '2026-06-01T00:00:00.000Z',
        removed_by: alice,
        host: 'machine',
      },
    ]);
    expect(removed[0]?.bytes).toBeGreaterThan(1000);
    expect(await readTombstones(sessions)).toEqual(removed);
    expect(leftovers(sessions)).toEqual(['tombstones.jsonl']);
  });

  it('keeps what is younger, has not ended, is damaged or never began', async () => {
    const root = temporaryFolder();
    writeSession(root, recordsOf(id('ended'), eventful));
    writeSession(root, recordsOf(id('open'), eventful.slice(0, 3)));
    const damaged = writeSession(root, recordsOf(id('damaged'), eventful));
    const log = join(damaged, 'events/000001.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('Alice', 'Mallory'));
    const begun = await createTestJournal(journalOptions(root, { session: id('empty') }));
    await begun.close();
    const old = await findOldSessions(root, undefined, later);
    expect(old.removable.map(({ summary }) => summary.id)).toEqual([id('ended')]);
    expect(old.kept).toEqual([
      { id: id('open'), why: 'it has not ended' },
      { id: id('damaged'), why: 'its log is damaged' },
    ]);
    const young = await findOldSessions(root, undefined, Date.UTC(2026, 0, 1));
    expect(young.removable).toEqual([]);
  });

  it('keeps one that fails its verification, that somebody opened meanwhile, or that went on', async () => {
    const { sessions, output } = await signed();
    const { removable } = await findOldSessions(sessions, undefined, later);
    const bytes = readFileSync(output);
    writeFileSync(output, 'changed\n');
    expect(must(await pruneSessions(sessions, removable, options)).problems).toMatchObject([
      { code: 'keep/prune-failed' },
    ]);
    writeFileSync(output, bytes);
    const early = { ...options, before: 0 };
    expect(must(await pruneSessions(sessions, removable, early)).problems).toMatchObject([
      { message: `${session} was not removed: it has gone on meanwhile.` },
    ]);
    expect(await readTombstones(sessions)).toEqual([]);
    expect(existsSync(join(sessions, session))).toBe(true);
  });

  it('keeps one whose lock is held', async () => {
    const { sessions } = await signed();
    const { removable } = await findOldSessions(sessions, undefined, later);
    const journal = await openTestJournal(journalOptions(sessions));
    expect(must(await pruneSessions(sessions, removable, options)).problems).toMatchObject([
      { code: 'log/locked' },
    ]);
    await journal.close();
    expect((await prune(sessions)).removed).toHaveLength(1);
  });

  it('has no tombstone for a session that is there', async () => {
    const { sessions, folder, root } = await signed();
    const copy = join(root, 'copy');
    cpSync(folder, copy, { recursive: true });
    await prune(sessions);
    cpSync(copy, folder, { recursive: true });
    expect(await readTombstones(sessions)).toEqual([]);
  });

  it('lets a removed session come back from an archive, and no other in its name', async () => {
    const { sessions, folder, root } = await signed();
    const file = join(root, 'a.tar.gz');
    must(await writeArchive(file, [{ id: session, folder }]));
    const ends = eventful.filter(({ type }) => type.startsWith('session.'));
    const other = writeSession(join(root, 'other'), recordsOf(session, ends));
    const forged = join(root, 'forged.tar.gz');
    must(await writeArchive(forged, [{ id: session, folder: other }]));
    await prune(sessions);
    const refused = refusal(await importInto(sessions, forged));
    expect(refused.code).toBe('keep/session-there');
    expect(refused.message).toContain('removed at 2026-06-01');
    expect(must(await importInto(sessions, file)).sessions).toMatchObject([
      { id: session, result: 'imported' },
    ]);
    expect(await readTombstones(sessions)).toEqual([]);
  });

  it('reads the tombstones behind a line that a killed process left', async () => {
    const { sessions } = await signed();
    const [tombstone] = (await prune(sessions)).removed;
    const file = join(sessions, '.keeping/tombstones.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"v":1,"session":"2026`);
    const second = { ...present(tombstone), session: '20260103-030405-deploy-0a1b' };
    must(
      await inKeepingFolder(sessions, writer, async (folder) => {
        await addTombstone(folder, second);
        return ok(undefined);
      }),
    );
    expect((await readTombstones(sessions)).map((each) => each.session)).toEqual([second.session, session]);
  });
});
