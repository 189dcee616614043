import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { readJournal } from '../../../platform/journal/read-journal.ts';
import { err, errorText, ok, problem, type Problem, type Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { toText, wrap } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { shellWord } from '../../../report/text/shell-word.ts';
import { type ApprovalRequest, requestApproval } from '../../../session/engine/sign-off-file.ts';
import { exitCode } from '../../exit-codes.ts';
import { findSession } from '../../find-session.ts';
import { type Io, print } from '../../io.ts';
import { styleOf } from '../../screen.ts';
import { reportProblems } from '../../report-problems.ts';
import { waitingSession } from '../../session/waiting-session.ts';
import { openWorkplace } from '../../session/workplace.ts';

export interface RequestOptions {
  readonly id: string;
  /** The step that is meant; undefined: the one that waits. */
  readonly step?: string;
  readonly name: string;
  readonly reject: boolean;
  readonly note?: string;
  readonly output?: string;
  readonly json: boolean;
}

/** `sign-off request`: writes what somebody is to sign elsewhere. Gives 2 where nothing waits for that. */
export async function requestSignoffCommand(io: Io, options: RequestOptions): Promise<number> {
  const request = await makeRequest(io, options);
  const file = request.ok ? resolve(io.cwd, options.output ?? fileName(request.value)) : '';
  const written = request.ok ? await write(file, request.value) : request;
  if (!request.ok || !written.ok) {
    await reportProblems(io, written.ok ? [] : written.problems);
    return exitCode('usage');
  }
  await print(
    io.stdout,
    options.json ? asJson(request.value, file) : asText(request.value, shortPath(file, io), styleOf(io)),
  );
  return exitCode('completed');
}

async function makeRequest(io: Io, options: RequestOptions): Promise<Result<ApprovalRequest>> {
  const workplace = await openWorkplace(io);
  if (!workplace.ok) return workplace;
  const found = await findSession(options.id, workplace.value.sessions, io.cwd);
  if (!found.ok) return found;
  const journal = await readJournal(found.value.folder);
  if (!journal.ok) return journal;
  const waiting = await waitingSession(workplace.value, found.value.name, journal.value);
  if (!waiting.ok) return waiting;
  const { name, note, reject } = options;
  const decision = reject ? 'no' : 'yes';
  const request = await requestApproval(waiting.value, {
    name,
    decision,
    ...(note === undefined ? {} : { note }),
  });
  if (!request.ok || options.step === undefined) return request;
  const { id } = request.value.event.step;
  return id === options.step ? request : err(otherStep(options.step, id));
}

function otherStep(wanted: string, waits: string): Problem {
  return problem('session/not-asked', `The session waits at ${waits}, not at ${wanted}.`);
}

/** `go.signoff`, below the folder where the command was called. */
function fileName({ event }: ApprovalRequest): string {
  return `${event.step.id.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '')}.signoff`;
}

async function write(file: string, { payload, shown }: ApprovalRequest): Promise<Result<void>> {
  try {
    await writeFile(file, payload.text);
    await writeFile(`${file}.shown`, shown);
    return ok(undefined);
  } catch (thrown) {
    return err(problem('sign/file', `${file} can’t be written.`, { cause: errorText(thrown) }));
  }
}

/** As one would type it where the command was called. */
function shortPath(file: string, io: Io): string {
  const below = relative(io.cwd, file);
  return below.startsWith('..') ? file : below;
}

function asJson({ payload, event, question }: ApprovalRequest, file: string): string {
  const { namespace } = payload;
  const { step, name, decision, role, shown } = event;
  const json = { file, namespace, step, question, name, decision, role, shown };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function asText({ payload, event, question }: ApprovalRequest, file: string, style: TextStyle): string {
  const word = /^[\w./@%+=:,-]+$/.test(file) ? file : shellWord(file);
  const what = event.decision === 'yes' ? 'approves' : 'rejects';
  const name = visibleText(event.name);
  return toText([
    ...wrap(`${name} ${what} ${event.step.id}: ${question}`, style.width),
    `  ${visibleText(file)}`,
    '      what is signed',
    `  ${visibleText(file)}.shown`,
    '      what it is about: its SHA-256 is `shown` in the first',
    '',
    ...wrap(`${name} signs it, on any machine, by one of these:`, style.width),
    `  teei-runbook sign-off sign ${word} --key KEY`,
    `  ssh-keygen -Y sign -f KEY -n ${payload.namespace} ${word}`,
    '',
    'Then, here, with the .sig beside it:',
    `  teei-runbook sign-off accept ${word}`,
    '',
    ...wrap('It is for this place in the log: once anything more is logged, ask for a new one.', style.width),
  ]);
}
