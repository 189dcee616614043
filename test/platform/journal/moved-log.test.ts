import { appendFileSync, cpSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  alice,
  createTestJournal,
  journalOptions,
  note,
  refusal,
  temporaryFolder,
} from './open-test-journal.ts';

describe('a log that is taken away while it is written', () => {
  it.each([
    { done: 'removed', harm: (file: string) => rmSync(file) },
    {
      done: 'moved with its folder',
      harm: (file: string) => renameSync(join(file, '..'), join(file, '../../gone')),
    },
    {
      done: 'replaced by a copy',
      harm: (file: string) => {
        cpSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
      },
    },
    { done: 'cut', harm: (file: string) => truncateSync(file, 10) },
    { done: 'written to by something else', harm: (file: string) => appendFileSync(file, '{}\n') },
  ])('takes no more records when it is $done', async ({ harm }) => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    const file = join(journal.folder, 'events/000001.jsonl');
    await journal.append([note('one')], alice);
    harm(file);
    expect(refusal(await journal.append([note('two')], alice)).code).toBe('log/write-failed');
    expect(refusal(await journal.append([note('three')], alice)).code).toBe('log/poisoned');
  });
});
