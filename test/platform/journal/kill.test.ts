import { describe, expect, it } from 'vitest';
import { journalOptions, must, openTestJournal, temporaryFolder } from './open-test-journal.ts';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import { startWriter } from './writer-process.ts';

describe('a writer that is killed', () => {
  it('loses no record that it acknowledged, twenty times over', { timeout: 120_000 }, async () => {
    const root = temporaryFolder();
    for (let round = 1; round <= 20; round += 1) {
      const writer = await startWriter(root);
      await writer.acknowledged(1 + Math.floor(Math.random() * 200));
      const last = await writer.kill();
      const journal = await openTestJournal(journalOptions(root));
      expect(journal.records.length).toBeGreaterThanOrEqual(last);
      expect(journal.records.map(({ envelope }) => envelope.seq)).toEqual(
        journal.records.map((_, index) => index + 1),
      );
      await journal.close();
      expect(must(await readJournal(journal.folder)).tornBytes).toBe(0);
    }
  });
});
