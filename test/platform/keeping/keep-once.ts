import { importArchive } from '../../../src/platform/keeping/import-archive.ts';
import { findOldSessions, pruneSessions } from '../../../src/platform/keeping/prune.ts';
import { writeArchive } from '../../../src/platform/keeping/write-archive.ts';

/** Run as a program, to be killed: archives one session, imports an archive or prunes a folder, and prints what came of it. */
const [work = '', root = '', file = '', ...ids] = process.argv.slice(2);
const writer = { who: 'alice', pid: process.pid, host: 'machine', since: '2026-01-02T03:04:05Z' };
const env = { ...process.env };
process.stdout.write(JSON.stringify(await results()));

async function results(): Promise<unknown> {
  switch (work) {
    case 'archive':
      return writeArchive(
        file,
        ids.map((id) => ({ id, folder: `${root}/${id}` })),
      );
    case 'import':
      return importArchive(root, file, { writer, mostBytes: 2 ** 30, verify: { requireSigned: false, env } });
    default: {
      const before = Date.now();
      const by = { id: 'alice', authtype: 'os' } as const;
      const { removable } = await findOldSessions(root, undefined, before);
      const options = {
        writer,
        before,
        olderThan: '90d',
        by,
        tool: '1.0.0',
        now: Date.now,
        verify: { requireSigned: false, env },
      };
      return pruneSessions(root, removable, options);
    }
  }
}
