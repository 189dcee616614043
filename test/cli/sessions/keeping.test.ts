import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskUse } from '../../../src/platform/journal/disk-use.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const first = '20260102-030405-greet-0a1b';
const second = '20260103-030405-greet-0a1c';
const unfinished = '20260104-030405-greet-0a1d';
const ends = eventful.filter(({ type }) => type.startsWith('session.'));

let place: Place;
let root: string;

beforeEach(() => {
  place = makePlace();
  root = join(place.home, '.local/state/teei-runbook/sessions');
  mkdirSync(root, { recursive: true });
  writeSession(root, recordsOf(first, ends));
  writeSession(root, recordsOf(second, ends));
  writeSession(root, recordsOf(unfinished, eventful.slice(0, 3)));
});

afterEach(() => place.remove());

describe('sessions archive', () => {
  it('writes one session to a file of its name, and prints the digest of the file', async () => {
    const { code, stdout } = await place.run(['sessions', 'archive', '20260102']);
    expect(code).toBe(0);
    const digest = createHash('sha256')
      .update(readFileSync(join(place.work, `${first}.tar.gz`)))
      .digest('hex');
    expect(stdout.split('\n').at(-2)).toBe(digest);
    expect(stdout).toContain(`in ${first}.tar.gz, SHA-256:`);
    expect(stdout).toMatch(new RegExp(`^${first} +2 records, unsigned$`, 'm'));
  });

  it('says of one that fails its verification that it does, and of one that has not ended too', async () => {
    const log = join(root, first, 'events/000001.jsonl');
    writeFileSync(log, readFileSync(log, 'utf8').replace('Alice', 'Mallory'));
    const { code, stdout } = await place.run([
      'sessions',
      'archive',
      first,
      unfinished,
      '--output',
      'two.tgz',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/0a1b +\d records, verification FAILED/);
    expect(stdout).toMatch(/0a1d .*not ended/);
    expect(existsSync(join(place.work, 'two.tgz'))).toBe(true);
  });

  it('gives 2 for a file that is there, a place among the sessions, and an unknown session', async () => {
    writeFileSync(join(place.work, 'there'), 'mine');
    const there = await place.run(['sessions', 'archive', first, '--output', 'there']);
    expect(there.code).toBe(2);
    expect(there.stderr).toContain('there already');
    expect(readFileSync(join(place.work, 'there'), 'utf8')).toBe('mine');
    const inside = await place.run(['sessions', 'archive', first, '--output', join(root, first, 'x')]);
    expect(inside.code).toBe(2);
    expect(inside.stderr).toContain('holds the sessions');
    expect(await place.run(['sessions', 'archive', first, 'nope'])).toMatchObject({ code: 2 });
  });
});

describe('sessions import', () => {
  it('brings sessions to another folder, where they are verified; a second time they are there', async () => {
    await place.run(['sessions', 'archive', first, second, '--output', 'two.tgz']);
    const elsewhere = ['--sessions-dir', join(place.home, 'other')];
    const imported = await place.run(['sessions', 'import', 'two.tgz', '--json', ...elsewhere]);
    expect(imported.code).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({
      sha256: createHash('sha256')
        .update(readFileSync(join(place.work, 'two.tgz')))
        .digest('hex'),
      sessions: [
        { id: first, result: 'imported', state: 'unsigned', events: 2, ended: true },
        { id: second, result: 'imported' },
      ],
    });
    const again = await place.run(['sessions', 'import', 'two.tgz', ...elsewhere]);
    expect(again.stdout).toMatch(/0a1b +was there already, the same: 2 records, unsigned/);
    expect((await place.run(['sessions', 'verify', first, ...elsewhere])).code).toBe(0);
  });

  it('gives 1 where nothing was imported, 2 for a size that is none', async () => {
    await place.run(['sessions', 'archive', first]);
    const unsigned = await place.run(['sessions', 'import', `${first}.tar.gz`, '--require-signed']);
    expect(unsigned.code).toBe(1);
    expect(unsigned.stderr).toContain('keep/not-verified');
    const small = await place.run(['sessions', 'import', `${first}.tar.gz`, '--max-size', '100B']);
    expect(small.code).toBe(1);
    expect(small.stderr).toContain('unpacks to more than 100 B');
    expect(await place.run(['sessions', 'import', 'x', '--max-size', 'much'])).toMatchObject({ code: 2 });
  });
});

describe('sessions prune', () => {
  it('only tells with --dry-run, and what it keeps', async () => {
    const { code, stdout } = await place.run(['sessions', 'prune', '--older-than', '30d', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 sessions \(.* KiB\) older than 30d can be removed\.$/m);
    expect(stdout).toMatch(/0a1d +kept +it has not ended/);
    expect(existsSync(join(root, first))).toBe(true);
  });

  it('removes nothing where nobody can say yes', async () => {
    const { code, stderr } = await place.run(['sessions', 'prune', '--older-than', '30d']);
    expect(code).toBe(2);
    expect(stderr).toContain('keep/not-confirmed');
    expect(existsSync(join(root, first))).toBe(true);
  });

  it.each(['0d', '90', 'd', '1m', '-3d', '1.5d'])('refuses the age %s', async (age) => {
    const { code, stderr } = await place.run(['sessions', 'prune', `--older-than=${age}`, '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('cli/age');
    expect(existsSync(join(root, first))).toBe(true);
  });

  it('leaves what list, show and the others tell of a removed session', async () => {
    const pruned = await place.run(['sessions', 'prune', '--older-than', '30d', '--yes']);
    expect(pruned.code).toBe(0);
    expect(pruned.stdout).toMatch(/^2 sessions removed, .* freed\./);
    const list = await place.run(['sessions', 'list'], { columns: 110 });
    expect(list.stdout).toMatch(/0a1b +removed +by \S+, 20.* UTC: greet in staging, 2026-01-02/);
    expect(list.stdout).toMatch(/^1 session, .*; 2 removed$/m);
    const filtered = await place.run(['sessions', 'list', '--runbook', 'deploy', '--json']);
    expect(JSON.parse(filtered.stdout)).toEqual([]);
    const show = await place.run(['sessions', 'show', '20260102']);
    expect(show.code).toBe(0);
    expect(show.stdout).toContain('REMOVED');
    expect(show.stdout).toMatch(/head +[0-9a-f]{64}/);
    const json = await place.run(['sessions', 'show', first, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      id: first,
      state: 'removed',
      older_than: '30d',
      events: 2,
    });
    const verify = await place.run(['sessions', 'verify', first]);
    expect(verify.code).toBe(2);
    expect(verify.stderr).toContain('was removed at');
    const open = await place.run(['sessions', 'show', '2026010']);
    expect(open.stdout).toContain(unfinished);
  });

  it('gives 1 where one of them could not be removed', async () => {
    const copies = join(root, first, 'runbook');
    for (const name of readdirSync(copies)) writeFileSync(join(copies, name), 'changed\n');
    const { code, stderr } = await place.run(['sessions', 'prune', '--older-than', '30d', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${first} was not removed: it fails its verification`);
    expect(existsSync(join(root, first))).toBe(true);
    expect(existsSync(join(root, second))).toBe(false);
  });
});

describe('disk use', () => {
  it('is told by list, of each session and of all, and by doctor', async () => {
    const json = await place.run(['sessions', 'list', '--json']);
    const sizes: unknown = JSON.parse(json.stdout);
    expect(sizes).toMatchObject([
      { bytes: diskUse(join(root, unfinished)) },
      {},
      { bytes: diskUse(join(root, first)) },
    ]);
    writeFileSync(join(root, first, 'outputs'), Buffer.alloc(3 * 1024 ** 2, 1));
    expect((await place.run(['sessions', 'list'])).stdout).toMatch(/^3 sessions, /m);
    expect((await place.run(['doctor'])).stdout).toMatch(/good +disk use +3 sessions, 3\.\d MiB/);
  });
});
