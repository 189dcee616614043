import { err, ok, problem, unreachable, type Result } from '../../problem/problem.ts';
import { recoverableAlone } from '../../session/decide/recover.ts';
import { resolveCurrent, stopSurvivor } from '../../session/engine/reconcile.ts';
import type { Session } from '../../session/engine/session.ts';
import { attestCurrent } from '../../session/engine/sign-off.ts';
import { nearest } from '../../runbook/suggest.ts';
import type { PlainCommand } from './command.ts';
import { approveAtTerminal } from './approve.ts';
import { askFields } from './ask-fields.ts';
import { isPersonsWord, noPerson } from './no-person.ts';
import { showOutput, showStatus, showStep } from './show.ts';
import type { PlainContext } from './context.ts';
import type { Situation } from '../situation.ts';

/** What an action leads to: go on with the loop, or leave the session. */
export type Acted = Result<'go-on' | 'leave'>;

/** Carries out what was typed. Refusals come back as problems; nothing was done then. */
export async function act(
  context: PlainContext,
  situation: Situation,
  command: PlainCommand,
): Promise<Acted> {
  const { session } = context;
  if (!context.lines.person && isPersonsWord(situation, command)) return noPerson();
  switch (command.command) {
    case 'enter':
      return enter(context, situation);
    case 'run':
    case 'check':
    case 'retry':
      return run(context, situation, command.command);
    case 'yes':
    case 'no':
      return attest(session, command.command, command.note);
    case 'approve':
    case 'reject':
      return goOn(approveAtTerminal(context, command));
    case 'text':
      return text(context, situation, command.text);
    case 'skip':
      return goOn(session.dispatch({ intent: 'skip', reason: command.text }));
    case 'continue':
      return goOn(session.dispatch({ intent: 'continue', reason: command.text }));
    case 'roll-back':
      return goOn(session.dispatch({ intent: 'recover', reason: command.text }));
    case 'roll-back-only': {
      const only = recoverableAlone(session.deciding);
      return goOn(session.dispatch({ intent: 'recover', reason: command.text, only }));
    }
    case 'back':
      return goOn(back(session, command.to, command.reason));
    case 'done':
    case 'failed':
      return goOn(resolveCurrent(session, { resolution: command.command, reason: command.reason }));
    case 'note':
      return goOn(session.dispatch({ intent: 'note', text: command.text }));
    case 'hand-over':
      return leaveBy(session.dispatch({ intent: 'hand-over', to: command.to, note: command.note }));
    case 'leave':
      return leaveBy(session.dispatch({ intent: 'pause', reason: 'left by the operator' }));
    case 'abort':
      return goOn(session.dispatch({ intent: 'abort', reason: command.text }));
    case 'fail':
      return goOn(session.dispatch({ intent: 'give-up', reason: command.text }));
    case 'stop':
      await stopSurvivor(session);
      return ok('go-on');
    case 'show':
      return goOn(showStep(context));
    case 'output':
      return goOn(showOutput(context));
    case 'status':
      return goOn(showStatus(context));
    case 'help':
      context.help();
      return ok('go-on');
    default:
      return unreachable(command);
  }
}

async function goOn(done: Promise<Result<void>>): Promise<Acted> {
  const result = await done;
  return result.ok ? ok('go-on') : result;
}

async function leaveBy(done: Promise<Result<void>>): Promise<Acted> {
  const result = await done;
  return result.ok ? ok('leave') : result;
}

function enter(context: PlainContext, situation: Situation): Promise<Acted> {
  if (situation.situation === 'ready') return run(context, situation, 'run');
  if (situation.situation === 'asked' && situation.prompt.kind === 'answer') {
    return goOn(askFields(context, situation.prompt));
  }
  return Promise.resolve(
    err(problem('ui/say-it', 'Enter alone is no answer here: type one of the words above.')),
  );
}

async function run(
  context: PlainContext,
  situation: Situation,
  word: 'run' | 'check' | 'retry',
): Promise<Acted> {
  const { session } = context;
  if (word === 'retry' && (situation.situation === 'interrupted' || situation.situation === 'inconclusive')) {
    return goOn(resolveCurrent(session, { resolution: 'retry', reason: '' }));
  }
  const consent = await context.consent();
  if (!consent.ok) return consent;
  const ran = await context.running(() => session.dispatch({ intent: 'run', consent: 'person' }));
  return ran.ok ? ok('go-on') : ran;
}

function attest(session: Session, decision: 'yes' | 'no', note: string): Promise<Acted> {
  if (session.prompt?.kind !== 'attest') {
    return Promise.resolve(err(problem('session/not-asked', `${decision} answers nothing here.`)));
  }
  return goOn(attestCurrent(session, { decision, ...(note === '' ? {} : { note }) }));
}

function text(context: PlainContext, situation: Situation, typed: string): Promise<Acted> {
  if (situation.situation === 'asked' && situation.prompt.kind === 'choose') {
    return goOn(context.session.dispatch({ intent: 'choose', value: typed }));
  }
  const [word = ''] = typed.split(/\s/);
  const near = nearest(word, context.words);
  const hint = near === undefined ? 'help lists every command' : `did you mean ${near}?`;
  return Promise.resolve(err(problem('ui/unknown-command', `“${typed}” is no command.`, { hint })));
}

function back(session: Session, wanted: string, reason: string): Promise<Result<void>> {
  const to = wanted || stepBefore(session);
  if (to === undefined) {
    return Promise.resolve(
      err(problem('session/not-earlier', 'This is the first step: nothing is before it.')),
    );
  }
  return session.dispatch({ intent: 'back', to, reason });
}

function stepBefore({ current, track }: Session): string | undefined {
  return track[(current === undefined ? track.length : track.indexOf(current)) - 1]?.id;
}
