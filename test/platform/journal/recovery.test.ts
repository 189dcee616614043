import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../../src/platform/journal/journal.ts';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { sha256 } from '../../../src/session/log/digest.ts';
import type { SessionRecord } from '../../../src/session/record.ts';
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
  session,
  temporaryFolder,
} from './open-test-journal.ts';

// Each test opens many copies of a session, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function closedSession(options: { readonly checkpoint?: boolean } = {}) {
  const root = temporaryFolder();
  const journal = await createTestJournal(journalOptions(root));
  for (const text of ['one', 'two', 'three']) await journal.append([note(text)], alice);
  if (options.checkpoint === true) await journal.checkpoint(alice);
  await journal.close();
  const log = join(journal.folder, 'events/000001.jsonl');
  return { root, folder: journal.folder, log, whole: readFileSync(log) };
}

function recovered(records: readonly SessionRecord[]) {
  return records.flatMap(({ event }) => (event.type === 'log.recovered' ? [event] : []));
}

const tails = {
  'a line without its end': Buffer.from('{"v":1,"type":"note","id":"x'),
  'NUL bytes (30)': Buffer.alloc(4096),
  'NUL bytes and an LF (30)': Buffer.from('\0\0\0\n'),
  'a line that is not JSON': Buffer.from('{"v":1,\n'),
  'several such lines': Buffer.from('rubbish\n\0\0\nmore'),
};

describe('a torn end of the log', () => {
  it.each(Object.entries(tails))('%s is kept aside, cut off and recorded', async (_name, tail) => {
    const { root, folder, log, whole } = await closedSession();
    appendFileSync(log, tail);
    const journal = await openTestJournal(journalOptions(root));
    expect(notesOf(journal.records)).toEqual(['one', 'two', 'three']);
    const aside = `torn/${whole.length}-${sha256(tail)}`;
    expect(recovered(journal.records)).toEqual([
      { type: 'log.recovered', bytes: tail.length, aside, sha256: sha256(tail) },
    ]);
    expect(readFileSync(join(folder, aside))).toEqual(tail);
    expect((await journal.append([note('four')], alice)).ok).toBe(true);
  });

  it('is left alone by a reader', async () => {
    const { folder, log, whole } = await closedSession();
    appendFileSync(log, 'torn');
    expect(must(await readJournal(folder))).toMatchObject({ tornBytes: 4 });
    expect(readFileSync(log)).toEqual(Buffer.concat([whole, Buffer.from('torn')]));
  });

  it('is recorded once, wherever the repair itself was killed (28)', async () => {
    const { root, folder, log, whole } = await closedSession();
    const tail = Buffer.from('torn');
    const aside = `torn/${whole.length}-${sha256(tail)}`;
    const states: readonly (() => void)[] = [
      () => appendFileSync(log, tail),
      () => {
        appendFileSync(log, tail);
        writeFileSync(join(folder, `${aside}.0123456789ab.tmp`), 'to');
      },
      () => {
        appendFileSync(log, tail);
        writeFileSync(join(folder, aside), tail);
      },
      () => writeFileSync(join(folder, aside), tail),
    ];
    for (const [index, state] of states.entries()) {
      const copy = join(root, `killed-${index}`);
      state();
      cpSync(folder, join(copy, session), { recursive: true });
      const journal = await openTestJournal(journalOptions(copy));
      expect(recovered(journal.records).map((event) => event.aside)).toEqual([aside]);
      await journal.close();
      const again = await openTestJournal(journalOptions(copy));
      expect(recovered(again.records)).toHaveLength(1);
      await again.close();
      writeFileSync(log, whole);
      for (const name of readdirSync(join(folder, 'torn')))
        renameSync(join(folder, 'torn', name), join(root, name));
    }
  });

  it('is repaired at the next opening when the disk refused the cut (28)', async () => {
    const { root, log } = await closedSession();
    appendFileSync(log, 'torn');
    const disk = createFaultyDisk();
    disk.setFailure({ operation: 'truncate', code: 'EIO', file: '.jsonl' });
    const options = journalOptions(root, { openFile: disk.openFile });
    expect(refusal(await openJournal(options)).code).toBe('log/unwritable');
    disk.setFailure(undefined);
    const journal = await openTestJournal(options);
    expect(recovered(journal.records)).toHaveLength(1);
  });
});

describe('a damaged log', () => {
  it('is refused, with line and byte, when a good record follows the bad one', async () => {
    const { root, log, whole } = await closedSession();
    const second = whole.indexOf(0x0a) + 1;
    writeFileSync(
      log,
      Buffer.concat([whole.subarray(0, second), Buffer.from('#'), whole.subarray(second + 1)]),
    );
    expect(refusal(await openJournal(journalOptions(root)))).toMatchObject({
      code: 'log/damaged',
      message: `events/000001.jsonl, line 2 (byte ${second}): the line is not JSON in UTF-8.`,
    });
  });

  it('is refused when its last line is a record that does not follow', async () => {
    const { root, log, whole } = await closedSession();
    appendFileSync(log, whole.subarray(0, whole.indexOf(0x0a) + 1));
    const problem = refusal(await openJournal(journalOptions(root)));
    expect(problem.code).toBe('log/damaged');
    expect(problem.message).toContain('the record has number 1, expected 4');
  });

  it('is refused when its end is torn before the last checkpoint', async () => {
    const { root, log, whole } = await closedSession({ checkpoint: true });
    truncateSync(log, whole.indexOf(0x0a) + 20);
    const problem = refusal(await openJournal(journalOptions(root)));
    expect(problem.code).toBe('log/damaged');
    expect(problem.message).toContain('covers 3 records');
    expect(readFileSync(log).length).toBe(whole.indexOf(0x0a) + 20);
  });

  it('is refused when a segment before the last one is torn or missing', async () => {
    const { root, folder, whole } = await closedSession();
    writeFileSync(join(folder, 'events/000002.jsonl'), '');
    appendFileSync(join(folder, 'events/000001.jsonl'), 'torn');
    expect(refusal(await openJournal(journalOptions(root))).code).toBe('log/damaged');
    writeFileSync(join(folder, 'events/000001.jsonl'), whole);
    writeFileSync(join(folder, 'events/000004.jsonl'), '');
    expect(refusal(await openJournal(journalOptions(root))).cause).toContain(
      'events/000003.jsonl is missing',
    );
  });

  it('in several segments is read in order and written at the end of the last', async () => {
    const { root, folder, log, whole } = await closedSession();
    const second = whole.indexOf(0x0a) + 1;
    writeFileSync(log, whole.subarray(0, second));
    writeFileSync(join(folder, 'events/000002.jsonl'), whole.subarray(second));
    const journal = await openTestJournal(journalOptions(root));
    expect((await journal.append([note('four')], alice)).ok).toBe(true);
    expect(readFileSync(log).length).toBe(second);
    expect(notesOf(must(await readJournal(folder)).records)).toEqual(['one', 'two', 'three', 'four']);
  });
});

describe('any prefix of a log', () => {
  it('opens and keeps all of its whole records', async () => {
    const { root, folder, whole } = await closedSession();
    const lengths = fc.integer({ min: 0, max: whole.length });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        round += 1;
        const copy = join(root, `prefix-${round}`);
        cpSync(folder, join(copy, session), { recursive: true });
        truncateSync(join(copy, session, 'events/000001.jsonl'), length);
        const journal = must(await openJournal(journalOptions(copy)));
        const lines = whole.subarray(0, length).filter((byte) => byte === 0x0a).length;
        expect(notesOf(journal.records)).toEqual(['one', 'two', 'three'].slice(0, lines));
        await journal.close();
      }),
      { numRuns: 60 },
    );
  });
});
