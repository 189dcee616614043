import { visibleText } from '../../problem/visible-text.ts';
import type { SessionListener } from '../../session/engine/listener.ts';
import type { Session } from '../../session/engine/session.ts';
import { branchText } from '../../session/branch-text.ts';
import type { EventOf, SessionEvent } from '../../session/events.ts';
import { findStep } from '../../session/plan.ts';
import { recordingNote } from '../../steps/recording.ts';
import { saysNext } from '../describe/beyond-evidence.ts';
import { evidenceLines, row, statusLines } from './describe.ts';
import { OutputView } from './output-view.ts';
import type { Screen } from './screen.ts';

/** Milliseconds between two lines of progress: enough to see that it lives, and no flood. */
const progressEvery = 10_000;

/** Tells on the screen what happens in a session: output as it comes, results as they are logged. */
export function follow(session: Session, screen: Screen): SessionListener {
  let view: OutputView | undefined;
  let told = 0;
  return {
    onOutput: (_step, chunk) => {
      // The terminal itself has just shown it.
      if (session.lent) return;
      view ??= new OutputView((line) => screen.line(`  │ ${line}`), screen.colour);
      view.write(chunk);
    },
    onProgress: (_step, update) => {
      const now = session.deps.clock.now();
      if (now - told < progressEvery) return;
      told = now;
      screen.line(screen.paint('dim', `  … ${visibleText(update.summary)}`));
    },
    onRecord: ({ event }) => {
      if (event.type === 'step.finished') {
        view?.end();
        view = undefined;
        told = 0;
      }
      screen.lines(linesOf(session, event, screen));
    },
  };
}

function linesOf(session: Session, event: SessionEvent, screen: Screen): readonly string[] {
  switch (event.type) {
    case 'step.finished':
      return finished(session, event, screen);
    case 'step.skipped':
      return event.cause === 'person'
        ? []
        : [screen.paint('dim', `  skipped      ${event.id}: ${event.reason}`)];
    case 'signoff':
    case 'step.answered':
    case 'step.resolved':
    case 'step.continued':
      return stepLine(session, event.step.id, screen);
    case 'branch.entered':
      return ['', screen.paint('bold', `  Now in ${branchText(event)}, because ${event.from} failed.`)];
    case 'session.went-back':
      return [
        `  back         ${event.to}; void: ${event.voided.join(', ') || 'nothing'}. What was done stays done.`,
      ];
    case 'note':
      return [`  noted        ${visibleText(event.text)}`];
    case 'session.handed-over':
      return [`  handed over  to ${visibleText(event.to)}`];
    case 'hold.lost':
      return [
        screen.paint('red', `  lost         the ${visibleText(event.hold)}: ${visibleText(event.observed)}`),
        ...row('next', event.next, screen),
      ];
    case 'hold.kept':
      return [`  holds        the ${visibleText(event.hold)}: ${visibleText(event.observed)}`];
    case 'hold.released':
      return released(event, screen);
    case 'log.recovered':
      return [
        screen.paint(
          'yellow',
          `  recovered    ${event.bytes} bytes of an unfinished record are kept in ${event.aside}`,
        ),
      ];
    case 'clock.stepped':
      return [screen.paint('yellow', `  clock        went back by ${Math.abs(event.milliseconds)} ms`)];
    case 'session.started':
    case 'session.resumed':
    case 'session.paused':
    case 'session.ended':
    case 'runbook.adopted':
    case 'step.started':
    case 'step.spawned':
    case 'hold.retaking':
    case 'hold.releasing':
      return [];
    case 'checkpoint':
      return unpublished(event, screen);
  }
}

/** A head that nobody else holds proves less; the session goes on. */
function unpublished({ unpublished: failed = [] }: EventOf<'checkpoint'>, screen: Screen): readonly string[] {
  return failed.map(({ checkpoint, to, observed }) =>
    screen.paint(
      'yellow',
      `  unwitnessed  checkpoint ${checkpoint}, by ${visibleText(to)}: ${visibleText(observed)}`,
    ),
  );
}

/** What is left behind is said as loudly as a failure, with what to do about it. */
function released(event: EventOf<'hold.released'>, screen: Screen): readonly string[] {
  const text = `the ${visibleText(event.hold)}: ${visibleText(event.observed)}`;
  if (event.result !== 'failed') return [screen.paint('dim', `  given up     ${text}`)];
  return [
    screen.paint('red', `  not given up ${text}`),
    ...(event.next === undefined ? [] : row('next', event.next, screen)),
  ];
}

function finished(
  session: Session,
  { step: { id }, evidence, problem, recording }: EventOf<'step.finished'>,
  screen: Screen,
): readonly string[] {
  const hint = problem?.hint;
  const unrecorded = recordingNote(recording);
  return [
    ...evidenceLines(evidence, screen),
    ...stepLine(
      session,
      id,
      screen,
      evidence.every(({ result }) => result === 'pass'),
    ),
    ...(unrecorded === undefined ? [] : row('terminal', unrecorded, screen)),
    ...(hint === undefined || saysNext(evidence, hint) ? [] : row('next', hint, screen)),
  ];
}

/** Where the step stands. Without detail where its evidence has just said it. */
function stepLine(session: Session, id: string, screen: Screen, detail = true): readonly string[] {
  const planned = findStep(session.deps.plan, id);
  if (planned === undefined) return [];
  return statusLines(planned, session.stepState(id), screen, { detail });
}
