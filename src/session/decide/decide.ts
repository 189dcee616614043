import { ok, unreachable } from '../../problem/problem.ts';
import type { Intent, IntentOf } from '../intents.ts';
import { stepState } from '../state.ts';
import { currentStep } from '../track.ts';
import { advance } from './advance.ts';
import { answer, choose } from './answer.ts';
import type { Deciding, Decision } from './context.ts';
import { refuse } from './context.ts';
import { holdFound, holdRelease, holdRetake, releaseFirst } from './holds.ts';
import { back, continueAfterFailure, skip } from './move.ts';
import { recover } from './recover.ts';
import { resolve } from './resolve.ts';
import { run } from './run.ts';
import { approve, attest } from './sign.ts';
import { startFrom } from './start-from.ts';

/**
 * What an intent comes to: the events to log, or the reason why not. Pure: the same state and intent
 * always give the same events. While the session holds something, an intent that ends it comes to giving that up:
 * once that is logged, the intent is to be decided again.
 */
export function decide(deciding: Deciding, intent: Intent): Decision {
  const decided = decideIntent(deciding, intent);
  return decided.ok ? ok(releaseFirst(deciding, decided.value)) : decided;
}

function decideIntent(deciding: Deciding, intent: Intent): Decision {
  const { phase } = deciding.state;
  if (phase.phase === 'ended') {
    return intent.intent === 'note'
      ? note(intent.text)
      : refuse('session/ended', `This session has ended (${phase.outcome}).`, 'Start a new one');
  }
  if (phase.phase === 'paused' && intent.intent !== 'note') {
    return refuse('session/paused', `This session is paused: ${phase.reason}`, 'Leave, and resume it');
  }
  switch (intent.intent) {
    case 'advance':
      return advance(deciding);
    case 'run':
      return run(deciding, intent);
    case 'attest':
      return attest(deciding, intent);
    case 'approve':
      return approve(deciding, intent);
    case 'answer':
      return answer(deciding, intent);
    case 'choose':
      return choose(deciding, intent);
    case 'skip':
      return skip(deciding, intent);
    case 'start-from':
      return startFrom(deciding, intent);
    case 'continue':
      return continueAfterFailure(deciding, intent);
    case 'back':
      return back(deciding, intent);
    case 'recover':
      return recover(deciding, intent);
    case 'resolve':
      return resolve(deciding, intent);
    case 'hold-found':
      return holdFound(deciding, intent);
    case 'hold-retake':
      return holdRetake(deciding, intent);
    case 'hold-release':
      return holdRelease(deciding, intent);
    case 'note':
      return note(intent.text);
    case 'hand-over':
    case 'pause':
    case 'abort':
    case 'give-up':
      return leave(deciding, intent);
    default:
      return unreachable(intent);
  }
}

/** Nobody leaves a running command behind: what became of it could then not be told. */
function leave(
  { plan, state }: Deciding,
  intent: IntentOf<'hand-over' | 'pause' | 'abort' | 'give-up'>,
): Decision {
  const planned = currentStep(plan, state);
  if (planned !== undefined && stepState(state, planned.id).status.status === 'running') {
    return refuse('session/running', `${planned.id} is running: stop it first.`);
  }
  switch (intent.intent) {
    case 'hand-over':
      return handOver(intent);
    case 'pause':
      return ok([{ type: 'session.paused', reason: intent.reason }]);
    case 'abort':
      return end('aborted', intent.reason);
    case 'give-up':
      return end('failed', intent.reason);
    default:
      return unreachable(intent);
  }
}

function handOver({ to, note: text }: IntentOf<'hand-over'>): Decision {
  if (to.trim() === '') return refuse('session/no-name', 'A handover needs the name of the next operator.');
  return ok([{ type: 'session.handed-over', to: to.trim(), note: text }]);
}

function end(outcome: 'aborted' | 'failed', reason: string): Decision {
  if (reason.trim() === '') return refuse('session/no-reason', 'Ending a session early needs a reason.');
  return ok([{ type: 'session.ended', outcome, reason: reason.trim() }]);
}

function note(text: string): Decision {
  if (text.trim() === '') return refuse('session/no-reason', 'A note needs a text.');
  return ok([{ type: 'note', text }]);
}
