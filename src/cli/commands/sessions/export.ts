import { resolve } from 'node:path';
import { saveOutput } from '../../../platform/save-output.ts';
import { problem, type Problem } from '../../../problem/problem.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { readExported } from '../../session/exported.ts';
import type { ExportFormat } from './export-format-names.ts';
import { exporters } from './exporters.ts';

export interface ExportSessionOptions {
  readonly id: string;
  readonly format: ExportFormat;
  /** Undefined: standard output. */
  readonly output?: string;
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
}

/**
 * `sessions export ID`: the session as a document. Gives 2 for an unknown session or a file that can't be written, 1 for
 * a log that can't be read.
 */
export async function exportSessionCommand(io: Io, options: ExportSessionOptions): Promise<number> {
  const places = await placesOf(io);
  const found = places.ok ? await findSession(options.id, places.value.sessions, io.cwd) : places;
  if (!found.ok || !places.ok) return fail(io, found.ok ? [] : found.problems, 'usage');
  const { folder, name } = found.value;
  const exported = await readExported(folder, name, verifyOptions(options, io));
  if (!exported.ok) return fail(io, exported.problems, 'failed');
  const pieces = (await exporters[options.format]())(exported.value);
  if (options.output === undefined) {
    for await (const piece of pieces) await print(io.stdout, piece);
    return exitCode('completed');
  }
  const refused = await write(pieces, options.output, io, places.value.sessions);
  return refused === undefined ? exitCode('completed') : fail(io, [refused], 'usage');
}

function verifyOptions(
  { allowedSigners, revokedKeys }: ExportSessionOptions,
  io: Io,
): Parameters<typeof readExported>[2] {
  return {
    requireSigned: false,
    env: { ...io.env },
    ...(allowedSigners === undefined ? {} : { allowedSigners: resolve(io.cwd, allowedSigners) }),
    ...(revokedKeys === undefined ? {} : { revokedKeys: resolve(io.cwd, revokedKeys) }),
  };
}

/** Writes a new file; one that is there stays as it is. */
async function write(
  pieces: AsyncIterable<string>,
  path: string,
  io: Io,
  sessions: string,
): Promise<Problem | undefined> {
  const save = saveOutput(io.cwd, sessions);
  const target = await save.look(path);
  if (target.there === 'refused') return target.problem;
  if (target.there === 'file') {
    return problem('cli/file-exists', `${target.path} is there already, and was not changed.`, {
      hint: 'Give another name, or remove it first',
    });
  }
  return save.writeText(target.path, pieces);
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
