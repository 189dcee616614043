import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/session/log/digest.ts';
import { createTestJournal, journalOptions, must, refusal, temporaryFolder } from './open-test-journal.ts';

const text = '# Deploy\n\n- [ ] Tell everybody – now\n';

describe('the session’s copy of a runbook', () => {
  it('is kept under its digest and read back', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    must(await journal.keepRunbook(sha256(text), text));
    must(await journal.keepRunbook(sha256(text), text));
    expect(readFileSync(join(journal.folder, `runbook/${sha256(text)}.md`), 'utf8')).toBe(text);
    expect(must(await journal.readRunbook(sha256(text)))).toBe(text);
  });

  it('is refused under another digest', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    expect(refusal(await journal.keepRunbook(sha256('other'), text)).code).toBe('log/runbook-digest');
    expect(refusal(await journal.readRunbook('../../etc/passwd')).code).toBe('log/runbook-digest');
  });

  it('is refused once it was changed or is missing', async () => {
    const journal = await createTestJournal(journalOptions(temporaryFolder()));
    must(await journal.keepRunbook(sha256(text), text));
    writeFileSync(join(journal.folder, `runbook/${sha256(text)}.md`), `${text}rm -rf ~\n`);
    expect(refusal(await journal.readRunbook(sha256(text))).code).toBe('log/runbook-digest');
    expect(refusal(await journal.readRunbook(sha256('never kept'))).code).toBe('log/unreadable');
  });
});
