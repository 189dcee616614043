import { chmodSync, linkSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createJournal, openJournal } from '../../../src/platform/journal/journal.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  note,
  refusal,
  session,
  temporaryFolder,
} from './open-test-journal.ts';

async function closedSession() {
  const root = temporaryFolder();
  const journal = await createTestJournal(journalOptions(root));
  await journal.append([note('one')], alice);
  await journal.close();
  return { root, folder: journal.folder, log: join(journal.folder, 'events/000001.jsonl') };
}

function modesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const stats = statSync(join(folder, name));
    const mode = (stats.mode & 0o777).toString(8);
    return mode === (stats.isDirectory() ? '700' : '600') ? [] : [`${name} ${mode}`];
  });
}

describe('the session’s folder', () => {
  it('is refused for an id that leads elsewhere (42)', async () => {
    for (const id of ['../elsewhere', '..', 'a/b', '']) {
      const options = journalOptions(temporaryFolder(), { session: id });
      expect(refusal(await createJournal(options)).code).toBe('log/session-id');
      expect(refusal(await openJournal(options)).code).toBe('log/session-id');
    }
  });

  it('is refused when it or its log is a link (43)', async () => {
    const { root, folder, log } = await closedSession();
    renameSync(log, join(root, 'moved.jsonl'));
    symlinkSync(join(root, 'moved.jsonl'), log);
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/not-private');
    renameSync(folder, join(root, 'moved'));
    symlinkSync(join(root, 'moved'), folder);
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/not-private');
  });

  it('is refused when a folder in it is a link (43)', async () => {
    const { root, folder } = await closedSession();
    renameSync(join(folder, 'outputs'), join(root, 'outputs'));
    symlinkSync(join(root, 'outputs'), join(folder, 'outputs'));
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/not-private');
  });

  it('is refused when its log has a second name elsewhere', async () => {
    const { root, log } = await closedSession();
    linkSync(log, join(root, 'second-name'));
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/not-private');
  });

  it('is closed to others whatever the umask (44)', async () => {
    const before = process.umask(0);
    onTestFinished(() => {
      process.umask(before);
    });
    const journal = await createTestJournal(journalOptions(join(temporaryFolder(), 'sessions')));
    await journal.append([note('one')], alice);
    await journal.checkpoint(alice);
    const output = must(await journal.openOutput('a', 1));
    must(await output.write(Buffer.from('x')));
    must(await output.close({ redactions: 0 }));
    must(await journal.openStepFolder('a', 1));
    expect(modesBelow(join(journal.folder, '..'))).toEqual([]);
  });

  it('is closed again when it was found open', async () => {
    const { root, folder } = await closedSession();
    chmodSync(folder, 0o755);
    await must(await openJournal(journalOptions(root))).close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is refused when it belongs to somebody else (45)', async () => {
    const { root } = await closedSession();
    const owner = (process.getuid?.() ?? 0) + 1;
    const problem = refusal(await openJournal(journalOptions(root, { owner })));
    expect(problem.code).toBe('log/not-private');
    expect(problem.message).toContain(`expected user ${owner}`);
  });

  it('is never made over something that is there', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, session));
    expect(refusal(await createJournal(journalOptions(root))).code).toBe('log/session-exists');
  });
});
