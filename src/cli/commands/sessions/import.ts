import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { importArchive, type ImportedArchive } from '../../../platform/keeping/import-archive.ts';
import { parseBytes } from '../../../problem/bytes-text.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { columns, plural, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { askedWitness } from './asked-witness.ts';
import { openWorkplace } from '../../session/workplace.ts';

interface ImportFlags {
  readonly file: string;
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
  /** A file, or the URL of a database, that holds published checkpoints. */
  readonly witness?: string;
  readonly requireSigned: boolean;
  /** As typed. */
  readonly maxSize: string;
  readonly json: boolean;
}

/** `sessions import FILE`: gives 2 for a size that is none, 1 where nothing was imported. */
export async function importSessionsCommand(io: Io, flags: ImportFlags): Promise<number> {
  const mostBytes = parseBytes(flags.maxSize);
  if (mostBytes === undefined) return fail(io, [noSize(flags.maxSize)], 'usage');
  const workplace = await openWorkplace(io);
  if (!workplace.ok) return fail(io, workplace.problems, 'usage');
  const { sessions: root, actor, places } = workplace.value;
  const witness = await askedWitness(flags.witness, places.witness, io);
  const { allowedSigners, revokedKeys, requireSigned } = flags;
  const imported = await importArchive(root, resolve(io.cwd, flags.file), {
    mostBytes,
    writer: { who: actor.id, pid: process.pid, host: hostname(), since: new Date().toISOString() },
    verify: {
      requireSigned,
      env: { ...io.env },
      ...(allowedSigners === undefined ? {} : { allowedSigners: resolve(io.cwd, allowedSigners) }),
      ...(witness === undefined ? {} : { witness }),
      ...(revokedKeys === undefined ? {} : { revokedKeys: resolve(io.cwd, revokedKeys) }),
    },
  });
  if (!imported.ok) return fail(io, imported.problems, 'failed');
  await print(io.stdout, flags.json ? asJson(imported.value) : asText(imported.value, root, styleOf(io)));
  return exitCode('completed');
}

function asJson({ sha256, sessions }: ImportedArchive): string {
  const json = {
    sha256,
    sessions: sessions.map(({ id, result, verification: { state, events, head, ended } }) => ({
      id,
      result,
      state,
      events,
      head,
      ended,
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function asText({ sha256, sessions }: ImportedArchive, root: string, style: TextStyle): string {
  const rows = sessions.map(({ id, result, verification: { state, events, ended } }) => [
    id,
    `${result === 'imported' ? style.paint('green', 'imported') : 'was there already, the same'}: ${plural(events, 'record')}, ${state}${ended ? '' : '; it has not ended: go on with it in one place only'}`,
  ]);
  return toText([
    ...columns(rows, style.width),
    '',
    `Into ${visibleText(root)}, from the archive with the SHA-256:`,
    sha256,
  ]);
}

function noSize(text: string): Problem {
  return problem('cli/size', `${JSON.stringify(text)} is no size.`, { hint: 'Write it as 500MiB or 20GiB' });
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
