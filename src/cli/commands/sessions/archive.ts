import { basename } from 'node:path';
import { verifySession } from '../../../platform/journal/verify-session.ts';
import { shortPath } from '../../../platform/library/find-runbook.ts';
import { writeArchive, type WrittenArchive } from '../../../platform/keeping/write-archive.ts';
import { saveOutput } from '../../../platform/save-output.ts';
import type { Problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { bytesText } from '../../../problem/bytes-text.ts';
import { columns, plural, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import type { Verification } from '../../../session/log/verification.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { type MeantSession, sessionsMeant } from './sessions-meant.ts';

interface ArchiveOptions {
  readonly ids: readonly string[];
  readonly output: string | undefined;
  readonly json: boolean;
}

interface Archived {
  readonly path: string;
  readonly archive: WrittenArchive;
  readonly sessions: readonly { readonly id: string; readonly verification: Verification }[];
}

/**
 * `sessions archive ID…`: gives 2 for an unknown session or a file that is there, 1 where no archive could be written. What
 * fails its verification is archived all the same, and said to: it is evidence too.
 */
export async function archiveSessionsCommand(io: Io, options: ArchiveOptions): Promise<number> {
  const places = await placesOf(io);
  if (!places.ok) return fail(io, places.problems, 'usage');
  const meant = await sessionsMeant(options.ids, places.value.sessions, io.cwd);
  if (!meant.ok) return fail(io, meant.problems, 'usage');
  const target = options.output ?? nameFor(meant.value);
  const looked = await saveOutput(io.cwd, places.value.sessions).look(target);
  if (looked.there === 'refused') return fail(io, [looked.problem], 'usage');
  const path = looked.path;
  const archive = await writeArchive(path, meant.value);
  if (!archive.ok) {
    const usage = archive.problems.some(({ code }) => code === 'cli/file-exists');
    return fail(io, archive.problems, usage ? 'usage' : 'failed');
  }
  const archived = { path, archive: archive.value, sessions: await verifyAll(meant.value, io) };
  await print(io.stdout, options.json ? asJson(archived) : asText(archived, io.cwd, styleOf(io)));
  return exitCode('completed');
}

/** One session gives its name; several are called after the oldest. */
function nameFor(sessions: readonly MeantSession[]): string {
  const ids = sessions.map(({ id }) => id).toSorted();
  const more = ids.length > 1 ? `-and-${ids.length - 1}-more` : '';
  return `${basename(ids[0] ?? 'sessions')}${more}.tar.gz`;
}

async function verifyAll(sessions: readonly MeantSession[], io: Io): Promise<Archived['sessions']> {
  const verified: { readonly id: string; readonly verification: Verification }[] = [];
  for (const { id, folder } of sessions) {
    const verification = await verifySession(folder, { requireSigned: false, env: { ...io.env } });
    verified.push({ id, verification });
  }
  return verified;
}

function asJson({ path, archive, sessions }: Archived): string {
  const json = {
    file: path,
    ...archive,
    sessions: sessions.map(({ id, verification: { state, events, head, ended } }) => ({
      id,
      state,
      events,
      head,
      ended,
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function asText({ path, archive, sessions }: Archived, cwd: string, style: TextStyle): string {
  const rows = sessions.map(({ id, verification: { state, events, ended } }) => [
    id,
    `${plural(events, 'record')}, ${state === 'failed' ? style.paint('red', 'verification FAILED') : state}${ended ? '' : ', not ended'}`,
  ]);
  return toText([
    ...columns(rows, style.width),
    ...archive.leftOut.map((each) => `left out: ${visibleText(each)} (no plain file of the session)`),
    '',
    `${bytesText(archive.bytes)} in ${visibleText(shortPath(path, cwd))}, SHA-256:`,
    archive.sha256,
  ]);
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
