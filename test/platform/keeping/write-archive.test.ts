import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';
import {
  createTestJournal,
  journalOptions,
  must,
  note,
  refusal,
  session,
  temporaryFolder,
} from '../journal/open-test-journal.ts';
import { makeSignedSession } from '../journal/signed-session.ts';

function list(top: string): string[] {
  return readdirSync(top, { recursive: true, encoding: 'utf8' }).toSorted();
}

describe('an archive of sessions', () => {
  it('is unpacked by tar to the same bytes, without what is only the writer’s', async () => {
    const { root, folder } = await makeSignedSession();
    const path = join(root, 'a.tar.gz');
    writeFileSync(join(folder, 'reserve'), 'x');
    const written = must(await writeArchive(path, [{ id: session, folder }]));
    mkdirSync(join(root, 'out'));
    execFileSync('tar', ['xzf', path, '-C', join(root, 'out')]);
    const unpacked = join(root, 'out', session);
    expect(list(unpacked)).toEqual(list(folder).filter((name) => !['lock', 'reserve'].includes(name)));
    for (const name of list(unpacked).filter((each) => statSync(join(folder, each)).isFile())) {
      expect(readFileSync(join(unpacked, name)), name).toEqual(readFileSync(join(folder, name)));
    }
    expect(statSync(join(unpacked, 'steps/save/1/state.yaml')).mode & 0o777).toBe(0o400);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(written.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(written.bytes).toBe(statSync(path).size);
  });

  it('is the same again, of a copy too, in whatever order the sessions are named', async () => {
    const { root, folder } = await makeSignedSession();
    const copy = join(root, 'copy');
    cpSync(folder, copy, { recursive: true });
    const other = { id: '20260102-030406-deploy-0a1c', folder: copy };
    const one = must(await writeArchive(join(root, '1'), [{ id: session, folder }, other]));
    const two = must(await writeArchive(join(root, '2'), [other, { id: session, folder: copy }]));
    expect(two).toEqual(one);
  });

  it('takes names of any length and any letters', async () => {
    const { root, folder } = await makeSignedSession();
    const long = join('steps', 'x'.repeat(120), '1', 'ä'.repeat(120), 'line\nbreak');
    mkdirSync(join(folder, long, '..'), { recursive: true });
    writeFileSync(join(folder, long), 'content');
    must(await writeArchive(join(root, 'a.tar.gz'), [{ id: session, folder }]));
    execFileSync('tar', ['xzf', join(root, 'a.tar.gz'), '-C', root]);
    expect(readFileSync(join(root, session, long), 'utf8')).toBe('content');
  });

  it('leaves links, and what is not the session’s, out, and says so', async () => {
    const { root, folder } = await makeSignedSession();
    symlinkSync('/etc/passwd', join(folder, 'outputs/link'));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const written = must(await writeArchive(join(root, 'a.tar.gz'), [{ id: session, folder }]));
    expect(written.leftOut).toEqual([`${session}/notes.txt`, `${session}/outputs/link`]);
    expect(execFileSync('tar', ['tzf', join(root, 'a.tar.gz')], { encoding: 'utf8' })).not.toContain('link');
  });

  it('refuses a session that is being written, and leaves nothing behind', async () => {
    const root = temporaryFolder();
    const journal = await createTestJournal(journalOptions(join(root, 'sessions')));
    await journal.append([note('one')], { id: 'alice', authtype: 'os' });
    // A process that looks at its own lock gives it up: another one has to look.
    const args = ['archive', join(root, 'sessions'), join(root, 'a.tar.gz'), session];
    const program = fileURLToPath(new URL('keep-once.ts', import.meta.url));
    const looked = execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    expect(looked).toContain('keep/being-written');
    expect(readdirSync(root)).toEqual(['sessions']);
  });

  it('never replaces a file', async () => {
    const { root, folder } = await makeSignedSession();
    const path = join(root, 'a.tar.gz');
    writeFileSync(path, 'mine');
    const refused = refusal(await writeArchive(path, [{ id: session, folder }]));
    expect(refused.code).toBe('cli/file-exists');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
