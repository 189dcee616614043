import { ok, unreachable } from '../../../problem/problem.ts';
import type { ActionId } from '../../keymap/actions.ts';
import { situationOf } from '../../situation.ts';
import { answer, choose } from './answer.ts';
import { approve } from './approve.ts';
import type { PerformContext, Performed } from './context.ts';
import { askToLeave, interrupt } from './leaving.ts';
import { cancelled } from './outcome.ts';
import { goBack, handOver, withReason, writeNote } from './reasons.ts';
import { runStep } from './run-step.ts';
import { sayNo, sayYes, signItem } from './sign.ts';
import { chooseWay, resolve, retryUnclear, stop } from './ways-on.ts';

/** Actions that change the session; the others only change what is shown. */
export const sessionActions = [
  'act',
  'run',
  'yes',
  'no',
  'check',
  'approve',
  'reject',
  'stop',
  'skip',
  'continue',
  'roll-back',
  'roll-back-only',
  'back',
  'resolve-done',
  'resolve-failed',
  'give-up',
  'abort',
  'note',
  'hand-over',
  'leave',
  'interrupt',
] as const satisfies readonly ActionId[];

export type SessionAction = (typeof sessionActions)[number];

export function isSessionAction(action: ActionId): action is SessionAction {
  return sessionActions.some((each) => each === action);
}

/** Carries an action out, asking what it needs. Problems: the engine refused it, and why. */
export async function perform(context: PerformContext, action: SessionAction): Promise<Performed> {
  switch (action) {
    case 'act':
      return act(context);
    case 'run':
    case 'check':
      return run(context);
    case 'yes':
      return sayYes(context);
    case 'no':
      return sayNo(context);
    case 'approve':
      return approve(context, 'yes');
    case 'reject':
      return approve(context, 'no');
    case 'stop':
      return stop(context);
    case 'skip':
    case 'continue':
    case 'roll-back':
    case 'roll-back-only':
    case 'give-up':
    case 'abort':
      return withReason(context, action);
    case 'back':
      return goBack(context);
    case 'resolve-done':
      return resolve(context, 'done');
    case 'resolve-failed':
      return resolve(context, 'failed');
    case 'note':
      return writeNote(context);
    case 'hand-over':
      return handOver(context);
    case 'leave':
      return askToLeave(context);
    case 'interrupt':
      return interrupt(context);
    default:
      return unreachable(action);
  }
}

function run(context: PerformContext): Promise<Performed> {
  const situation = situationOf(context.session);
  switch (situation.situation) {
    case 'inconclusive':
    case 'interrupted':
      return retryUnclear(context);
    case 'failed':
      return situation.asks === undefined ? runStep(context) : asked(context, situation.asks);
    default:
      return runStep(context);
  }
}

/** What Enter does: what the step waits for. */
async function act(context: PerformContext): Promise<Performed> {
  const situation = situationOf(context.session);
  switch (situation.situation) {
    case 'ended':
      return context.session.state.phase.phase === 'ended' ? ok('leave') : askToLeave(context);
    case 'ready':
      return runStep(context);
    case 'asked':
      return asked(context, situation.prompt);
    case 'failed':
    case 'inconclusive':
    case 'interrupted': {
      const chosen = await chooseWay(context, situation);
      return chosen !== undefined && isSessionAction(chosen) ? perform(context, chosen) : cancelled;
    }
    default:
      return unreachable(situation);
  }
}

type Prompt = NonNullable<PerformContext['session']['prompt']>;

function asked(context: PerformContext, prompt: Prompt): Promise<Performed> {
  switch (prompt.kind) {
    case 'attest':
      return signItem(context);
    case 'answer':
      return answer(context, prompt);
    case 'choose':
      return choose(context, prompt);
    case 'approve':
      return approve(context, 'yes');
    default:
      return unreachable(prompt);
  }
}
