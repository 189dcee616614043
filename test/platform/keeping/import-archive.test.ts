import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { noDigest } from '../../../src/session/log/digest.ts';
import { witnessEntry } from '../../../src/session/log/witness-entry.ts';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';
import {
  createTestJournal,
  journalOptions,
  must,
  note,
  openTestJournal,
  refusal,
  session,
  temporaryFolder,
} from '../journal/open-test-journal.ts';
import { makeSignedSession } from '../journal/signed-session.ts';
import { asType, entry, importInto, leftovers, namesBelow, writeTarGz } from './archive-fixtures.ts';

async function archived() {
  const made = await makeSignedSession();
  const file = join(made.root, 'a.tar.gz');
  const written = must(await writeArchive(file, [{ id: session, folder: made.folder }]));
  return { ...made, file, sha256: written.sha256, target: join(made.root, 'target') };
}

describe('importing an archive', () => {
  it('puts a verified session in place, byte for byte, sealed as it was', async () => {
    const { folder, file, sha256, target, list, env, root } = await archived();
    const verify = { requireSigned: true, env, allowedSigners: list };
    const imported = must(await importInto(target, file, { verify }));
    expect(imported).toMatchObject({
      sha256,
      sessions: [{ id: session, result: 'imported', verification: { state: 'verified' } }],
    });
    const names = namesBelow(folder).filter((name) => name !== 'lock');
    expect(namesBelow(join(target, session))).toEqual(names);
    const files = names.filter((name) => statSync(join(folder, name)).isFile());
    for (const name of files)
      expect(readFileSync(join(target, session, name))).toEqual(readFileSync(join(folder, name)));
    expect(statSync(join(target, session, 'steps/save/1')).mode & 0o777).toBe(0o500);
    expect(statSync(join(target, session, 'events')).mode & 0o777).toBe(0o700);
    expect(statSync(join(target, session, 'events/000001.jsonl')).mode & 0o777).toBe(0o600);
    expect(leftovers(target)).toEqual([]);
    const again = must(
      await writeArchive(join(root, 'b.tar.gz'), [{ id: session, folder: join(target, session) }]),
    );
    expect(again.sha256).toBe(sha256);
  });

  it('takes what tar packed, and lets the session go on', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(join(root, 'sessions')));
    must(await journal.append([note('one')], { id: 'alice', authtype: 'os' }));
    await journal.close();
    const file = join(root, 'a.tgz');
    rmSync(join(journal.folder, 'lock'));
    execFileSync('tar', ['--format=pax', '-czf', file, '-C', join(root, 'sessions'), session]);
    must(await importInto(join(root, 'target'), file));
    const opened = await openTestJournal(journalOptions(join(root, 'target')));
    expect(opened.records).toHaveLength(1);
  });

  it('says what is there already, and refuses another session of the same id', async () => {
    const { file, target, root } = await archived();
    must(await importInto(target, file));
    expect(must(await importInto(target, file)).sessions).toMatchObject([{ result: 'there' }]);
    const other = await createTestJournal(journalOptions(join(root, 'other')));
    must(await other.append([note('another')], { id: 'alice', authtype: 'os' }));
    await other.close();
    const another = join(root, 'other.tar.gz');
    must(await writeArchive(another, [{ id: session, folder: other.folder }]));
    const refused = refusal(await importInto(target, another));
    expect(refused.code).toBe('keep/session-there');
    expect(readFileSync(join(target, session, 'events/000001.jsonl'), 'utf8')).not.toContain('another');
    expect(leftovers(target)).toEqual([]);
  });

  it('takes none where one of several fails its verification', async () => {
    const { folder, target, root, output } = await archived();
    const bad = { id: session, folder };
    const good = await createTestJournal(
      journalOptions(join(root, 'good'), { session: '20260102-030406-deploy-0a1c' }),
    );
    must(await good.append([note('good')], { id: 'alice', authtype: 'os' }));
    await good.close();
    writeFileSync(output, 'changed\n');
    const file = join(root, 'two.tar.gz');
    must(await writeArchive(file, [bad, { id: good.session, folder: good.folder }]));
    const refused = refusal(await importInto(target, file));
    expect(refused).toMatchObject({ code: 'keep/not-verified' });
    expect(refused.message).toContain('outputs/');
    expect(namesBelow(target).filter((name) => !name.startsWith('.keeping'))).toEqual([]);
    expect(leftovers(target)).toEqual([]);
  });

  it('refuses unsigned sessions where signatures are required, and a session under another’s name', async () => {
    const { file, target, root, folder, env } = await archived();
    const unsigned = refusal(await importInto(target, file, { verify: { requireSigned: true, env } }));
    expect(unsigned.code).toBe('keep/not-verified');
    const renamed = join(root, 'renamed.tar.gz');
    must(await writeArchive(renamed, [{ id: '20260102-030405-deploy-ffff', folder }]));
    expect(refusal(await importInto(target, renamed)).message).toContain(`holds the log of ${session}`);
  });

  it.each([
    ['a path that leads out', entry(`${session}/../../evil`, 'x')],
    ['an absolute path', entry('/tmp/evil', 'x')],
    ['a path through “.”', entry(`${session}/./x`, 'x')],
    ['a folder that is no session', entry('Evil/x', 'x')],
    ['the folder of this program', entry('.keeping/tombstones.jsonl', 'x')],
    ['a file in the place of a session', entry(session, 'x')],
    ['a lock', entry(`${session}/lock`, 'x')],
    ['a file that is no part of a session', entry(`${session}/.bashrc`, 'x')],
    ['a symbolic link', asType(entry(`${session}/link`, ''), '2', '/etc')],
    ['a hard link', asType(entry(`${session}/link`, ''), '1', '/etc/passwd')],
    ['a device', asType(entry(`${session}/device`, ''), '3')],
    ['a pipe', asType(entry(`${session}/pipe`, ''), '6')],
    ['a file twice', Buffer.concat([entry(`${session}/x`, 'one'), entry(`${session}/x`, 'two')])],
    ['a file below a file', Buffer.concat([entry(`${session}/x`, 'one'), entry(`${session}/x/y`, 'two')])],
    ['a NUL', entry(`${session}/a\0b`, 'x')],
  ])('refuses %s, and leaves nothing', async (_, bytes) => {
    const root = temporaryFolder();
    const file = writeTarGz(join(root, 'bad.tar.gz'), bytes);
    const refused = refusal(await importInto(join(root, 'sessions'), file));
    expect(refused.code).toBe('keep/archive-refused');
    expect(
      namesBelow(root).filter((name) => !/^(bad\.tar\.gz|sessions(\/\.keeping(\/\w+)?)?)$/.test(name)),
    ).toEqual([]);
  });

  it('writes no byte more than allowed, whatever the archive claims', async () => {
    const root = temporaryFolder();
    const bomb = writeTarGz(join(root, 'bomb.tar.gz'), entry(`${session}/outputs/x`, '0'.repeat(3_000_000)));
    expect(statSync(bomb).size).toBeLessThan(5000);
    const refused = refusal(await importInto(join(root, 'sessions'), bomb, { mostBytes: 2_000_000 }));
    expect(refused).toMatchObject({ code: 'keep/archive-too-large' });
    const claims = entry(`${session}/outputs/x`, '').subarray(0, 512);
    claims.write('77777777777', 124, 'latin1');
    const liar = writeTarGz(join(root, 'liar.tar.gz'), asType(claims, '0'));
    expect(refusal(await importInto(join(root, 'sessions'), liar)).code).toBe('keep/archive-too-large');
  });

  it('refuses what is cut off, no archive, or not there', async () => {
    const { file, target, root } = await archived();
    const bytes = readFileSync(file);
    const cases: readonly (readonly [string, Uint8Array])[] = [
      ['cut', bytes.subarray(0, bytes.length - 20)],
      ['changed', bytes.map((byte, at) => (at === 900 ? byte ^ 1 : byte))],
      ['text', Buffer.from('hello')],
      ['packed text', gzipSync('hello'.repeat(1000))],
      ['empty', Buffer.alloc(0)],
    ];
    for (const [name, content] of cases) {
      writeFileSync(join(root, name), content);
      expect(refusal(await importInto(target, join(root, name))).code, name).toBe('keep/archive-refused');
    }
    expect(refusal(await importInto(target, join(root, 'missing'))).message).toContain('There is no file');
    expect(leftovers(target)).toEqual([]);
  });

  it('clears away what a killed one left', async () => {
    const { file, target, folder } = await archived();
    const left = join(target, '.keeping/arriving/archive-killed');
    mkdirSync(left, { recursive: true, mode: 0o700 });
    cpSync(folder, join(left, session), { recursive: true });
    must(await importInto(target, file));
    expect(existsSync(left)).toBe(false);
    expect(leftovers(target)).toEqual([]);
  });

  it('refuses one that a witness knows to be longer', async () => {
    const { file, target, env } = await archived();
    const time = '2026-01-02T03:14:05.678Z';
    const checkpoint = { session, number: 9, time, events: 99, head: noDigest, previous: noDigest };
    const log = { file: 'events/000001.jsonl', bytes: 999, sha256: noDigest };
    const held = { place: 'heads.jsonl:1', entry: witnessEntry({ ...checkpoint, ...log }, noDigest) };
    const witness = { name: 'heads.jsonl', entries: [held], findings: [] };
    const verify = { requireSigned: false, env, witness };
    const refused = refusal(await importInto(target, file, { verify }));
    expect(refused.code).toBe('keep/not-verified');
    expect(refused.message).toContain('put back to an earlier state');
  });

  it('works alone in a folder', async () => {
    const { file, target } = await archived();
    const results = await Promise.all([importInto(target, file), importInto(target, file)]);
    expect(results.map((result) => (result.ok ? 'imported' : refusal(result).code)).toSorted()).toEqual([
      'imported',
      'keep/busy',
    ]);
  });
});
