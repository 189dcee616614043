import { resolve } from 'node:path';
import { openJournal } from '../../../platform/journal/journal.ts';
import { err, type Problem, problem, type Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { acceptApproval } from '../../../session/engine/sign-off-file.ts';
import type { EventOf } from '../../../session/events.ts';
import { parseSignature } from '../../../session/log/sshsig.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { publishTo, sayUnpublished } from '../../session/publish-to.ts';
import { waitingSession } from '../../session/waiting-session.ts';
import { journalOptions, openWorkplace, type Workplace } from '../../session/workplace.ts';
import { readRequest, type ReadRequest, readText } from './read-request.ts';

/** `sign-off accept FILE`: puts a signed approval into the session that waits for it. Gives 1 where it does not count. */
export async function acceptSignoffCommand(io: Io, options: { readonly file: string }): Promise<number> {
  const workplace = await openWorkplace(io);
  const request = workplace.ok ? await readRequest(resolve(io.cwd, options.file)) : workplace;
  const accepted =
    workplace.ok && request.ok ? await accept(workplace.value, request.value) : err(...problemsOf(request));
  if (!accepted.ok || !workplace.ok || !request.ok) {
    await reportProblems(io, problemsOf(accepted));
    return exitCode('failed');
  }
  await print(io.stdout, saidText(request.value.named.session, accepted.value));
  await sayUnpublished(workplace.value);
  return exitCode('completed');
}

function problemsOf(result: Result<unknown>): readonly Problem[] {
  return result.ok ? [] : result.problems;
}

async function accept(workplace: Workplace, request: ReadRequest): Promise<Result<EventOf<'signoff'>>> {
  const signature = await readText(`${request.file}.sig`);
  if (!signature.ok) return signature;
  if (parseSignature(signature.value) === undefined) {
    const message = `${request.file}.sig is not exactly one armoured SSH signature.`;
    return err(problem('sign/not-a-request', message, { hint: 'Give it as ssh-keygen wrote it' }));
  }
  const found = await findSession(request.named.session, workplace.sessions, workplace.io.cwd);
  if (!found.ok) return found;
  const journal = await openJournal(journalOptions(workplace, found.value.name));
  if (!journal.ok) return err(...journal.problems.map((each) => atTheTerminal(each, request.file)));
  try {
    const waiting = await waitingSession(workplace, found.value.name, journal.value);
    if (!waiting.ok) return waiting;
    await publishTo(workplace, waiting.value.inventory);
    const { signer, actor } = workplace;
    const signed = { text: request.text, named: request.named, signature: signature.value };
    return await acceptApproval(waiting.value, signed, { journal: journal.value, signer, actor });
  } finally {
    await journal.value.close();
  }
}

/** Whoever has the session open can take the file there. */
function atTheTerminal(refusal: Problem, file: string): Problem {
  if (refusal.code !== 'log/locked') return refusal;
  return { ...refusal, hint: `Approve it there, and give ${file} where the key file is asked for` };
}

function saidText(session: string, { step, name, decision, settles, signature }: EventOf<'signoff'>): string {
  const what = decision === 'yes' ? 'approved' : 'rejected';
  const more = decision === 'yes' && !settles ? ' More approvals are needed.' : '';
  return [
    `${visibleText(name)} ${what} ${visibleText(step.id)}, signed by ${signature?.key_fp ?? ''}.${more}`,
    `Go on with: teei-runbook --resume ${session}`,
    '',
  ].join('\n');
}
