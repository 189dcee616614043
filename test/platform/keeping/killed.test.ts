import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTombstones } from '../../../src/platform/keeping/tombstones.ts';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';
import { listSessions } from '../../../src/platform/journal/read-journal.ts';
import { verifySession } from '../../../src/platform/journal/verify-session.ts';
import { must, session } from '../journal/open-test-journal.ts';
import { makeSignedSession } from '../journal/signed-session.ts';
import { eventful, recordsOf, writeSession } from '../../cli/write-session.ts';
import { leftovers } from './archive-fixtures.ts';

const other = '20260102-030406-deploy-0a1c';
const both = [session, other];

/**
 * What changes a disk, and how far apart the tries are. Killed as it enters such a call, a program has done what came before,
 * and nothing after. Of calls that are made for every file, some are enough.
 */
const calls = [
  ['rename', 1],
  ['link', 1],
  ['unlink', 7],
  ['rmdir', 20],
  ['ftruncate', 1],
  ['mkdir', 10],
  ['fsync', 1],
  ['fdatasync', 5],
] as const;
const hasStrace = spawnSync('strace', ['-V']).status === 0;
const program = fileURLToPath(new URL('keep-once.ts', import.meta.url));

/** Runs the program, killed as it enters a call for the n-th time. Gives whether it was. */
function runKilled(call: string, nth: number, args: readonly string[]): boolean {
  const inject = `inject=${call}:signal=KILL:when=${nth}`;
  const strace = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
  // Calls are counted for each thread, so one has to do all of them.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  return spawnSync('strace', [...strace, process.execPath, program, ...args], { env }).signal !== null;
}

function runWhole(...args: readonly string[]): void {
  expect(execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' })).toContain('"ok":true');
}

/** A folder with two sessions, one of them signed and with sealed files. */
async function makeTwo() {
  const { root, env } = await makeSignedSession();
  const sessions = join(root, 'sessions');
  const ends = eventful.filter(({ type }) => type.startsWith('session.'));
  writeSession(sessions, recordsOf(other, ends));
  const state = async (folder: string, id: string): Promise<string> =>
    (await verifySession(join(folder, id), { requireSigned: false, env })).state;
  return { root, sessions, state };
}

interface Kill {
  readonly call: string;
  readonly nth: number;
}

/** Tries every call, the first time and again and again, until the program ends by itself. */
async function killEverywhere(isKilled: (kill: Kill) => Promise<boolean>): Promise<number> {
  let kills = 0;
  for (const [call, step] of calls) {
    for (let nth = 1; await isKilled({ call, nth }); nth += step) kills += 1;
  }
  return kills;
}

const options = { timeout: 600_000 };

describe.skipIf(!hasStrace)('killed at every call that changes the disk (needs strace)', options, () => {
  it('an archive is there whole or not at all', async () => {
    const { root, sessions } = await makeTwo();
    const sources = both.map((id) => ({ id, folder: join(sessions, id) }));
    const { sha256 } = must(await writeArchive(join(root, 'whole.tar.gz'), sources));
    const kills = await killEverywhere(async ({ call, nth }) => {
      const path = join(root, `${call}-${nth}.tar.gz`);
      const killed = runKilled(call, nth, ['archive', sessions, path, ...both]);
      const found = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'none';
      expect(killed ? [sha256, 'none'] : [sha256]).toContain(found);
      return killed;
    });
    expect(kills).toBeGreaterThan(3);
  });

  it('an import leaves each session out or whole, and goes on when it is called again', async () => {
    const { root, sessions, state } = await makeTwo();
    const file = join(root, 'two.tar.gz');
    const sources = both.map((id) => ({ id, folder: join(sessions, id) }));
    must(await writeArchive(file, sources));
    const kills = await killEverywhere(async ({ call, nth }) => {
      const target = join(root, `target-${call}-${nth}`);
      mkdirSync(target);
      const killed = runKilled(call, nth, ['import', target, file]);
      for (const id of await listSessions(target))
        expect(['verified', 'unsigned']).toContain(await state(target, id));
      runWhole('import', target, file);
      expect(await listSessions(target)).toEqual(both);
      expect(leftovers(target)).toEqual([]);
      return killed;
    });
    expect(kills).toBeGreaterThan(20);
  });

  it('a prune leaves each session whole or its tombstone, and goes on when it is called again', async () => {
    const { root, sessions, state } = await makeTwo();
    const kills = await killEverywhere(async ({ call, nth }) => {
      const target = join(root, `target-${call}-${nth}`);
      cpSync(sessions, target, { recursive: true });
      const killed = runKilled(call, nth, ['prune', target]);
      const there = await listSessions(target);
      for (const id of there) expect(['verified', 'unsigned']).toContain(await state(target, id));
      const removed = (await readTombstones(target)).map((each) => each.session);
      expect([...there, ...removed].toSorted()).toEqual(both);
      runWhole('prune', target);
      expect(await listSessions(target)).toEqual([]);
      expect(await readTombstones(target)).toHaveLength(2);
      expect(leftovers(target)).toEqual(['tombstones.jsonl']);
      return killed;
    });
    expect(kills).toBeGreaterThan(10);
  });
});
