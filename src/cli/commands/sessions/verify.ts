import { join, resolve } from 'node:path';
import { listSessions } from '../../../platform/journal/read-journal.ts';
import { verifySession } from '../../../platform/journal/verify-session.ts';
import { err, ok, type Problem, problem, type Result } from '../../../problem/problem.ts';
import { verificationLines, verificationSummary } from '../../../report/session/verification.ts';
import { toText } from '../../../report/text/layout.ts';
import type { Verification } from '../../../session/log/verification.ts';
import { exitCode } from '../../exit-codes.ts';
import { askedWitness } from './asked-witness.ts';
import { type FoundSession, findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { placesOf } from '../../places.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';

export interface VerifySessionsOptions {
  /** Ids, beginnings of ids or folders; none: every session. */
  readonly ids: readonly string[];
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
  /** A file, or the URL of a database, that holds published checkpoints. */
  readonly witness?: string;
  readonly requireSigned: boolean;
  /** Print the commands that prove the same with stock tools, instead. */
  readonly explain: boolean;
  readonly json: boolean;
}

/** `sessions verify`: gives 1 where any of them failed, 2 for an unknown one, else 0; what is unsigned is said first. */
export async function verifySessionsCommand(io: Io, options: VerifySessionsOptions): Promise<number> {
  const places = await placesOf(io);
  const found = places.ok ? await sessionsMeant(io, options.ids, places.value.sessions) : places;
  if (!places.ok || !found.ok) {
    await reportProblems(
      io,
      [places, found].flatMap((result) => (result.ok ? [] : result.problems)),
    );
    return exitCode('usage');
  }
  if (options.explain) return explain(io, found.value, options);
  const witness = await askedWitness(options.witness, places.value.witness, io);
  const verifying = { ...verifyOptions(options, io), ...(witness === undefined ? {} : { witness }) };
  const verified: { readonly name: string; readonly verification: Verification }[] = [];
  for (const { name, folder } of found.value) {
    verified.push({ name, verification: await verifySession(folder, verifying) });
  }
  const style = styleOf(io);
  const states = verified.map(({ verification }) => verification.state);
  const text = [
    ...(verified.length === 0 ? ['There are no sessions to verify.'] : []),
    ...(verified.length > 1 ? [verificationSummary(states)] : []),
    ...verified.flatMap(({ name, verification }, index) => [
      ...(index === 0 && verified.length === 1 ? [] : ['']),
      ...verificationLines(name, verification, style),
    ]),
  ];
  const json = verified.map(({ name, verification }) => ({ name, ...verification }));
  await print(io.stdout, options.json ? `${JSON.stringify(json, undefined, 2)}\n` : toText(text));
  return exitCode(states.includes('failed') ? 'failed' : 'completed');
}

async function explain(
  io: Io,
  found: readonly FoundSession[],
  options: VerifySessionsOptions,
): Promise<number> {
  const [session, ...more] = found;
  if (session === undefined || more.length > 0) {
    const hint = 'Name it: teei-runbook sessions verify ID --explain';
    await reportProblems(io, [problem('cli/unknown-session', '--explain is for one session.', { hint })]);
    return exitCode('usage');
  }
  const { explainSession } = await import('./explain.ts');
  const { witness } = options;
  const source = witness === undefined ? {} : { witness };
  return explainSession(io, session, { ...verifyOptions(options, io), ...source });
}

/** Paths are as given, below the folder where the command was called. */
function verifyOptions(
  { allowedSigners, revokedKeys, requireSigned }: VerifySessionsOptions,
  io: Io,
): Omit<Parameters<typeof verifySession>[1], 'witness'> {
  return {
    requireSigned,
    env: { ...io.env },
    ...(allowedSigners === undefined ? {} : { allowedSigners: resolve(io.cwd, allowedSigners) }),
    ...(revokedKeys === undefined ? {} : { revokedKeys: resolve(io.cwd, revokedKeys) }),
  };
}

async function sessionsMeant(
  io: Io,
  ids: readonly string[],
  root: string,
): Promise<Result<readonly FoundSession[]>> {
  if (ids.length === 0)
    return ok((await listSessions(root)).map((name) => ({ name, folder: join(root, name) })));
  const found: FoundSession[] = [];
  const problems: Problem[] = [];
  for (const id of ids) {
    const session = await findSession(id, root, io.cwd);
    if (session.ok) found.push(session.value);
    else problems.push(...session.problems);
  }
  return problems.length > 0 ? err(...problems) : ok(found);
}
