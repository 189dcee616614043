import type { Writable } from 'node:stream';
import { err, ok, problem, type Problem, type Result } from '../../problem/problem.ts';
import { kindOf } from '../../session/decide/context.ts';
import type { Session } from '../../session/engine/session.ts';
import { act } from './act.ts';
import { noPerson } from './no-person.ts';
import { plainCommands, readPlainCommand } from './command.ts';
import type { PlainContext } from './context.ts';
import { sessionHead, summary } from './describe-session.ts';
import { follow } from './follow.ts';
import type { Answer, Lines } from './lines.ts';
import { deadlineWords } from '../describe/deadlines.ts';
import { sessionPlaces } from '../describe/short-names.ts';
import { openScreen, type Screen } from './screen.ts';
import { showStep } from './show.ts';
import { wrapLine } from './wrap.ts';
import { situationOf } from '../situation.ts';
import type { WalkEnd } from '../walk-end.ts';
import { invitation } from './invitation.ts';

export interface PlainOptions {
  readonly lines: Lines;
  readonly stdout: Writable;
  readonly colour: boolean;
  /** Aborts when the program is to end: the session is then paused at its next prompt. */
  readonly signal: AbortSignal;
}

/** Walks a session step by step with prompts and lines. Complete without a full screen: for pipes, CI and serial consoles. */
export async function walkPlain(session: Session, options: PlainOptions): Promise<WalkEnd> {
  const { lines } = options;
  const places = sessionPlaces(session.deps.journal.folder, session.state.cwd);
  const screen = openScreen(options.stdout, options.colour, places);
  const unfollow = session.subscribe(follow(session, screen));
  const close = (): void => lines.close();
  options.signal.addEventListener('abort', close);
  try {
    screen.lines(sessionHead(session, screen.paint));
    return await loop(makeContext(session, screen, lines), options.signal);
  } finally {
    options.signal.removeEventListener('abort', close);
    unfollow();
  }
}

async function loop(context: PlainContext, signal: AbortSignal): Promise<WalkEnd> {
  const { session, screen } = context;
  let shown: string | undefined;
  for (;;) {
    const situation = situationOf(session);
    if (situation.situation === 'ended') {
      screen.lines(summary(session, screen));
      return { end: 'ended' };
    }
    if (session.current?.id !== shown) {
      shown = session.current?.id;
      const step = await showStep(context);
      if (!step.ok) screen.problems(step.problems);
    }
    screen.lines(wrapLine('  ', screen.paint('dim', invitation(situation)), screen.columns));
    const answer: Answer = signal.aborted
      ? { kind: 'end' }
      : await context.lines.ask(promptText(session, screen));
    if (answer.kind !== 'line') return leaveAt(session, answer);
    const acted = await act(context, situation, readPlainCommand(answer.text));
    if (acted.ok && acted.value === 'leave') return { end: 'left' };
    if (acted.ok) continue;
    if (acted.problems.some(isLogFailure)) return { end: 'log-failed', problems: acted.problems };
    screen.problems(acted.problems);
    if (acted.problems.some(({ code }) => code === 'ui/no-person')) return leaveAt(session, { kind: 'end' });
  }
}

async function leaveAt(session: Session, answer: Exclude<Answer, { kind: 'line' }>): Promise<WalkEnd> {
  const reason = answer.kind === 'end' ? 'the input ended' : 'left by Ctrl+C';
  const paused = await session.dispatch({ intent: 'pause', reason });
  if (!paused.ok) return { end: 'log-failed', problems: paused.problems };
  return answer.kind === 'end' ? { end: 'no-input' } : { end: 'interrupted' };
}

/** True where the log itself failed: then nothing more may be run (law 1). */
function isLogFailure({ code }: Problem): boolean {
  return code.startsWith('log/');
}

/** Where am I, on which cluster: on every prompt. */
function promptText(session: Session, screen: Screen): string {
  const { environment, cluster, rehearsal } = session.state;
  const place =
    cluster === undefined ? environment.name : `${environment.name} ${cluster.context}/${cluster.namespace}`;
  const tag = rehearsal === undefined ? (environment.production ? ' PRODUCTION' : '') : ' REHEARSAL';
  const clocks = deadlineWords(session.state, session.deps.clock.now()).map(({ text, over }) =>
    screen.paint(over ? 'red' : 'yellow', ` [${text}]`),
  );
  return `${screen.paint(environment.production ? 'red' : 'cyan', place)}${screen.paint('inverse', tag)}${clocks.join('')} ${session.current?.id ?? ''}> `;
}

function makeContext(session: Session, screen: Screen, lines: Lines): PlainContext {
  let consented = false;
  return {
    session,
    screen,
    lines,
    words: plainCommands.map(({ form }) => form.split(' ')[0] ?? form),
    help: () => screen.lines(plainCommands.map(({ form, help }) => `  ${form.padEnd(24)} ${help}`)),
    async consent() {
      if (consented || !changesProduction(session)) return ok(undefined);
      if (!lines.person) return noPerson();
      const given = await askConsent(session, lines);
      consented = given.ok;
      return given;
    },
    async running(effect) {
      lines.pause();
      try {
        return await effect();
      } finally {
        lines.resume();
      }
    },
  };
}

function changesProduction(session: Session): boolean {
  const planned = session.current;
  if (planned === undefined || !session.state.environment.production) return false;
  return kindOf(session.deps, planned).effect(planned.step.config, planned.step.body) === 'change';
}

/** Once a session: whoever changes production types where. */
async function askConsent(session: Session, lines: Lines): Promise<Result<void>> {
  const { environment, rehearsal } = session.state;
  const word = environment.namespace === '' ? environment.name : environment.namespace;
  const what =
    rehearsal === undefined
      ? `${environment.name}, a PRODUCTION environment`
      : `a REHEARSAL of ${environment.name}, and nothing real`;
  const answer = await lines.ask(`  This changes ${what}. Type ${word} to go on: `);
  if (answer.kind === 'line' && answer.text.trim() === word) return ok(undefined);
  return err(problem('ui/no-consent', `${word} was not typed: nothing was run.`));
}
