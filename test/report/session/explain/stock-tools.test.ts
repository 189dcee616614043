import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJournal } from '../../../../src/platform/journal/read-journal.ts';
import { stockToolScript } from '../../../../src/report/session/explain/stock-tools.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { entryText, witnessEntry } from '../../../../src/session/log/witness-entry.ts';
import { parseCheckpoint } from '../../../../src/session/log/checkpoint-text.ts';
import { sha256 } from '../../../../src/session/log/digest.ts';
import { must, note, present, session } from '../../../platform/journal/open-test-journal.ts';
import { makeSignedSession, rechain, type SignedSession } from '../../../platform/journal/signed-session.ts';
import { makeKey } from '../../../platform/ssh/test-keys.ts';
import { recordsOf } from '../../../cli/write-session.ts';

/** The script as it was printed while all was well, run by sh after something was done to the session. */
async function proving(signed: SignedSession, more: Partial<Parameters<typeof stockToolScript>[0]> = {}) {
  const { folder, list, env } = signed;
  const { records } = must(await readJournal(folder));
  const script = stockToolScript({ session, folder, records, allowedSigners: list, ...more });
  return () => {
    const { status, stdout } = spawnSync('sh', { input: script, encoding: 'utf8', env });
    return { status, said: stdout.trim().split('\n').at(-1) };
  };
}

function publish({ folder, root }: SignedSession): string {
  const file = join(root, 'heads');
  for (const number of ['000001', '000002', '000003']) {
    const text = readFileSync(join(folder, `checkpoints/${number}.txt`), 'utf8');
    const entry = witnessEntry(present(parseCheckpoint(text)), sha256(text));
    appendFileSync(file, `${entryText(entry)}\n`);
  }
  return file;
}

describe('the stock tools that prove a session', () => {
  it('find nothing where nothing was changed', async () => {
    const signed = await makeSignedSession();
    const prove = await proving(signed, { witness: { file: publish(signed) } });
    const count = signed.lines().length;
    const said = `Nothing was changed: ${count} records, ${count} of them vouched for by signed checkpoints.`;
    expect(prove()).toEqual({ status: 0, said });
  });

  const changes: readonly (readonly [what: string, change: (signed: SignedSession) => void, said: string])[] =
    [
      [
        'a byte (1)',
        ({ lines, setLines }) => setLines(lines().map((line) => line.replace('saved', 'SAVED'))),
        'was changed',
      ],
      ['a deleted line (2)', ({ lines, setLines }) => setLines(lines().toSpliced(2, 1)), 'was changed'],
      [
        'a log chained anew without the key (5)',
        ({ lines, setLines }) => setLines(rechain(lines().toSpliced(6, 1))),
        'was changed',
      ],
      [
        'an added record that does not follow (8)',
        ({ lines, setLines }) => setLines([...lines(), lines().at(-1) ?? '']),
        'does not follow',
      ],
      [
        'a deleted checkpoint (9)',
        ({ folder }) => rmSync(join(folder, 'checkpoints/000002.txt')),
        'checkpoint 2 is missing',
      ],
      [
        'a deleted signature',
        ({ folder }) => rmSync(join(folder, 'checkpoints/000003.sig')),
        'signature of checkpoint 3 is missing',
      ],
      [
        'junk behind a signature (20)',
        ({ folder }) => appendFileSync(join(folder, 'checkpoints/000001.sig'), 'junk\n'),
        'behind its armour',
      ],
      ['an altered output (18)', ({ output }) => writeFileSync(output, 'nothing\n'), 'was changed'],
      ['a missing output (18)', ({ output }) => rmSync(output), 'is missing'],
      ['a replaced runbook (17)', ({ runbookCopy }) => writeFileSync(runbookCopy, '# No\n'), 'was changed'],
      [
        'a list of signers without the operator (11)',
        ({ root, list }) => writeFileSync(list, `alice ${makeKey(root, 'stranger').publicKey}\n`),
        'by nobody on the list',
      ],
      [
        'a list of signers without the approver',
        ({ list }) => writeFileSync(list, readFileSync(list, 'utf8').replace(/^bob .*\n/m, '')),
        'the signature in line 3',
      ],
    ];

  it.each(changes)('find %s', async (_what, change, said) => {
    const signed = await makeSignedSession();
    const prove = await proving(signed);
    change(signed);
    expect(prove()).toMatchObject({ status: 1 });
    expect(prove().said).toContain(said);
  });

  it('find a key that no longer counts (13)', async () => {
    const signed = await makeSignedSession();
    const revokedKeys = join(signed.root, 'revoked');
    writeFileSync(revokedKeys, `${signed.operatorKey.publicKey}\n`);
    expect((await proving(signed, { revokedKeys }))()).toMatchObject({ status: 1 });
  });

  it('find a session that was put back, by its witness (7)', async () => {
    const signed = await makeSignedSession();
    const alone = await proving(signed);
    const prove = await proving(signed, { witness: { file: publish(signed) } });
    const { folder, lines, setLines } = signed;
    cpSync(folder, join(signed.root, 'whole'), { recursive: true });
    for (const ending of ['txt', 'sig']) rmSync(join(folder, `checkpoints/000003.${ending}`));
    setLines(lines().slice(0, 5));
    expect(alone().said).not.toContain('checkpoint 3');
    expect(prove()).toMatchObject({ status: 1 });
    expect(prove().said).toContain('put back to an earlier state');
  });

  it('say what is not signed', async () => {
    const signed = await makeSignedSession({ signed: false });
    expect((await proving(signed))().said).toContain(', 0 of them vouched for');
  });

  it('run nothing that a log was written to have run', async () => {
    const signed = await makeSignedSession();
    const target = join(signed.root, 'pwned');
    const bad = `x'\nEND-OF-FILES\nEND-OF-TEXT\ntouch ${target}\n`;
    const fine = `${sha256('')}  /dev/null\n`;
    const unsigned = {
      type: 'signoff' as const,
      step: { id: bad, attempt: 1 },
      kind: 'approve' as const,
      decision: 'yes' as const,
      role: bad,
      name: `${bad}$(touch ${target})`,
      note: `\u009b\u202e$(touch ${target})`,
      shown: bad,
      evidence: [],
      settles: true,
    };
    const sigs = must(await readJournal(signed.folder)).records.flatMap(({ event }) =>
      event.type === 'signoff' ? [event.signature?.sig ?? ''] : [],
    );
    const events: readonly SessionEvent[] = [
      { ...unsigned, signature: { sig: sigs[0] ?? '', key_fp: bad, principal: bad } },
      { ...unsigned, signature: { sig: bad, key_fp: bad, principal: bad } },
      { type: 'log.recovered', bytes: 1, aside: `torn/$(touch ${target})`, sha256: fine + bad.slice(2) },
      { type: 'log.recovered', bytes: 1, aside: `torn/'; touch ${target} #`, sha256: sha256('') },
      note(bad),
    ];
    for (const event of events) {
      const records = recordsOf(session, [event]).map((record) => ({
        ...record,
        envelope: { ...record.envelope, time: `$(touch ${target})` },
      }));
      (await proving(signed, { records }))();
    }
    expect(existsSync(target)).toBe(false);
  });
});
