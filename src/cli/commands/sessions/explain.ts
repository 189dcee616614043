import { resolve } from 'node:path';
import { readJournal } from '../../../platform/journal/read-journal.ts';
import { problem } from '../../../problem/problem.ts';
import { type Explained, stockToolScript } from '../../../report/session/explain/stock-tools.ts';
import { parseDatabaseAddress } from '../../../runbook/values/database-address.ts';
import { isSessionId } from '../../../session/log/session-id.ts';
import { exitCode } from '../../exit-codes.ts';
import type { FoundSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';

/** Prints the script that proves a session with stock tools. Gives 1 for a log that can't be read: there is nothing to prove. */
export async function explainSession(
  io: Io,
  { name, folder }: FoundSession,
  given: Pick<Explained, 'allowedSigners' | 'revokedKeys'> & { readonly witness?: string },
): Promise<number> {
  const journal = await readJournal(folder);
  if (!journal.ok) {
    await reportProblems(io, journal.problems);
    return exitCode('failed');
  }
  const { records } = journal.value;
  const session = records[0]?.envelope.session ?? name;
  if (!isSessionId(session)) {
    await reportProblems(io, [problem('log/session-id', 'The log names a session that can’t be one.')]);
    return exitCode('failed');
  }
  const { allowedSigners, revokedKeys, witness } = given;
  const script = stockToolScript({
    session,
    folder: journal.value.folder,
    records,
    ...(allowedSigners === undefined ? {} : { allowedSigners }),
    ...(revokedKeys === undefined ? {} : { revokedKeys }),
    ...(witness === undefined ? {} : { witness: witnessOf(witness, io) }),
  });
  await print(io.stdout, script);
  return exitCode('completed');
}

function witnessOf(source: string, io: Io): NonNullable<Explained['witness']> {
  return parseDatabaseAddress(source) === undefined ? { file: resolve(io.cwd, source) } : { url: source };
}
