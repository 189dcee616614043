import { saveOutput } from '../../../platform/save-output.ts';
import { problem, type Problem } from '../../../problem/problem.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { postMortemOf } from '../../session/reports.ts';

/**
 * `sessions export ID`: the session as a document. Gives 2 for an unknown session or a file that can't be written, 1 for
 * a log that can't be read.
 */
export async function exportSessionCommand(
  io: Io,
  options: { readonly id: string; readonly output: string | undefined },
): Promise<number> {
  const places = await placesOf(io);
  const found = places.ok ? await findSession(options.id, places.value.sessions, io.cwd) : places;
  if (!found.ok || !places.ok) return fail(io, found.ok ? [] : found.problems, 'usage');
  const made = await postMortemOf(found.value.folder, found.value.name);
  if (!made.ok) return fail(io, made.problems, 'failed');
  if (options.output === undefined) {
    await print(io.stdout, made.value);
    return exitCode('completed');
  }
  const refused = await write(made.value, options.output, io, places.value.sessions);
  return refused === undefined ? exitCode('completed') : fail(io, [refused], 'usage');
}

/** Writes a new file; one that is there stays as it is. */
async function write(text: string, path: string, io: Io, sessions: string): Promise<Problem | undefined> {
  const save = saveOutput(io.cwd, sessions);
  const target = await save.look(path);
  if (target.there === 'refused') return target.problem;
  if (target.there === 'file') {
    return problem('cli/file-exists', `${target.path} is there already, and was not changed.`, {
      hint: 'Give another name, or remove it first',
    });
  }
  const bytes = Buffer.from(text);
  return save.write(
    target.path,
    {
      size: bytes.length,
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    },
    false,
  );
}

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
