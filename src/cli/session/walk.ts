import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepHeapSmall } from '../../platform/small-heap.ts';
import { readJournal } from '../../platform/journal/read-journal.ts';
import { errorText, type Problem, problem, unreachable } from '../../problem/problem.ts';
import { walkUnattended } from '../../session/engine/unattended.ts';
import { sessionPlaces } from '../../ui/describe/short-names.ts';
import { makePaint } from '../../ui/plain/paint.ts';
import { sessionHead, summary } from '../../ui/plain/describe-session.ts';
import { follow } from '../../ui/plain/follow.ts';
import { openScreen } from '../../ui/plain/screen.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { reportProblems } from '../report-problems.ts';
import { hasColour, styleOf } from '../screen.ts';
import type { Session } from '../../session/engine/session.ts';
import { sayUnpublished } from './publish-to.ts';
import type { OpenedSession } from './opened.ts';
import { phaseCode } from './outcome-code.ts';
import { type Signals, signalExitCode, watchSignals } from './signals.ts';
import type { Workplace } from './workplace.ts';

/** Walks an open session until it ends or is left, closes its log, and gives the exit code. */
export async function walkToEnd(
  workplace: Workplace,
  opened: OpenedSession,
  options: RunOptions,
): Promise<number> {
  const { session } = opened;
  const { io } = workplace;
  keepHeapSmall();
  const signals = watchSignals(session, !options.unattended);
  try {
    const code = options.unattended
      ? await unattended(opened, io, options, signals)
      : await attended(opened, workplace, signals);
    const closed = await session.close();
    await sayUnpublished(workplace);
    await sayHowToGoOn(session, io, options);
    await sayDebrief(session, workplace, options);
    // Where the log has failed already, that was told.
    if (!closed.ok && code !== exitCode('logUnwritable')) return await logFailed(io, closed.problems);
    const signal = signals.received();
    return signal === undefined ? code : signalExitCode(signal);
  } finally {
    signals.release();
    await tidy(opened, workplace.io);
  }
}

async function attended(
  { session }: OpenedSession,
  { io, frontEnd }: Workplace,
  signals: Signals,
): Promise<number> {
  const stop = new AbortController();
  void signals.ended.then(() => stop.abort());
  const end = await frontEnd.walk(session, stop.signal);
  await frontEnd.close();
  switch (end.end) {
    case 'ended':
    case 'left':
    case 'no-input':
      return phaseCode(session.state.phase);
    case 'interrupted':
      return signalExitCode('SIGINT');
    case 'screen-failed':
      await reportProblems(io, [end.problem]);
      return phaseCode(session.state.phase);
    case 'log-failed':
      return logFailed(io, end.problems);
    default:
      return unreachable(end);
  }
}

async function unattended(
  { session }: OpenedSession,
  io: Io,
  options: RunOptions,
  signals: Signals,
): Promise<number> {
  const places = sessionPlaces(session.deps.journal.folder, session.state.cwd);
  const screen = openScreen(io.stdout, hasColour(io, io.stdout), places);
  if (!options.json) {
    screen.lines(sessionHead(session, screen.paint));
    session.subscribe(follow(session, screen));
  }
  const walked = await walkUnattended(session, () => signals.received() !== undefined);
  if (!walked.ok) {
    const logFailure = walked.problems.some(({ code }) => code.startsWith('log/'));
    await reportProblems(io, walked.problems);
    return exitCode(logFailure ? 'logUnwritable' : 'failed');
  }
  if (!options.json) screen.lines(summary(session, screen));
  switch (walked.value.end) {
    case 'ended':
      return phaseCode(session.state.phase);
    case 'failed':
      return exitCode('failed');
    case 'person-needed':
      await print(io.stderr, `A person is needed: ${walked.value.why}\n`);
      return exitCode('personNeeded');
    case 'stopped':
      await session.dispatch({ intent: 'pause', reason: 'stopped by a signal' });
      return exitCode('personNeeded');
    default:
      return unreachable(walked.value);
  }
}

/** The log failed: nothing more is run. What it holds is whole, and the session can be resumed from there. */
async function logFailed(io: Io, problems: readonly Problem[]): Promise<number> {
  await reportProblems(io, problems);
  return exitCode('logUnwritable');
}

async function sayHowToGoOn({ state }: Session, io: Io, { json }: RunOptions): Promise<void> {
  if (state.phase.phase === 'ended' || json) return;
  const paint = makePaint(hasColour(io, io.stdout));
  const { session, runbookId, rehearsal } = state;
  const next =
    rehearsal === undefined
      ? `${paint('bold', 'Paused.')} Go on with: teei-runbook --resume ${session}`
      : `${paint('bold', 'The rehearsal is over:')} its platform is gone. Begin anew with: teei-runbook ${runbookId} --rehearse ${rehearsal}`;
  await print(io.stdout, `${next}\n`);
}

/** What a rehearsal has shown, by its log. One whose log can't be read has said so already. */
async function sayDebrief(
  { deps }: Session,
  { io, rehearsal }: Workplace,
  { json }: RunOptions,
): Promise<void> {
  if (rehearsal === undefined || json) return;
  const journal = await readJournal(deps.journal.folder);
  if (!journal.ok) return;
  const { debriefText } = await import('../scenarios/debrief-text.ts');
  await print(io.stdout, debriefText(journal.value.records, rehearsal.definition, styleOf(io)));
}

/** The private kubeconfig goes; what blocks carry over stays until the session has ended. */
async function tidy({ session, privateFolder }: OpenedSession, io: Io): Promise<void> {
  const ended = session.state.phase.phase === 'ended';
  const path = ended ? privateFolder : join(privateFolder, 'kubeconfig');
  try {
    await rm(path, { recursive: true, force: true });
  } catch (thrown) {
    const hint = `Remove ${path} by hand: it may hold credentials`;
    const message = 'What this run had made for itself could not be removed.';
    await reportProblems(io, [problem('run/left-behind', message, { hint, cause: errorText(thrown) })]);
  }
}
