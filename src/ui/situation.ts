import { unreachable } from '../problem/problem.ts';
import { kindOf, mustPass } from '../session/decide/context.ts';
import { recoverableAlone } from '../session/decide/recover.ts';
import type { Session } from '../session/engine/session.ts';
import { survivor } from '../session/engine/reconcile.ts';
import type { Prompt } from '../steps/prompt.ts';

/** What the session waits for, as the operator has to know it. */
export type Situation =
  | { readonly situation: 'ended' }
  /** Enter runs it. */
  | { readonly situation: 'ready' }
  | { readonly situation: 'asked'; readonly prompt: Prompt }
  /** `asks`: it failed by a person's no, and nothing but this question can be asked again. */
  | {
      readonly situation: 'failed';
      readonly branch: string | undefined;
      /** The services that the branch can be entered for alone; empty: that is no way on. */
      readonly alone: readonly string[];
      readonly mayContinue: boolean;
      readonly asks?: Prompt;
    }
  | { readonly situation: 'inconclusive'; readonly maySkip: boolean }
  | { readonly situation: 'interrupted'; readonly alive: boolean };

export function situationOf(session: Session): Situation {
  const planned = session.current;
  if (session.state.phase.phase === 'ended' || planned === undefined) return { situation: 'ended' };
  const { status } = session.stepState(planned.id);
  switch (status.status) {
    case 'interrupted':
      return { situation: 'interrupted', alive: survivor(session) !== undefined };
    case 'inconclusive':
      return { situation: 'inconclusive', maySkip: !mustPass(session.deciding, planned) };
    case 'failed':
      return { situation: 'failed', ...waysOn(session) };
    case 'pending':
    case 'looked':
      return session.prompt === undefined
        ? { situation: 'ready' }
        : { situation: 'asked', prompt: session.prompt };
    case 'running':
    case 'passed':
    case 'signed':
    case 'answered':
    case 'skipped':
    case 'continued':
      return { situation: 'ready' };
    default:
      return unreachable(status);
  }
}

type WaysOn = Omit<Extract<Situation, { situation: 'failed' }>, 'situation'>;

function waysOn(session: Session): WaysOn {
  const options = session.current?.step.options;
  const onFailure = options?.onFailure;
  const mayBranch = typeof onFailure === 'object' && session.state.branch === undefined;
  const asks = askedAgain(session);
  return {
    ...(asks === undefined ? {} : { asks }),
    branch: mayBranch ? onFailure.runbook : undefined,
    alone: recoverableAlone(session.deciding),
    mayContinue:
      onFailure !== 'stop' && options?.required !== true && session.current?.step.kind !== 'approval',
  };
}

function askedAgain({ current, deps, prompt }: Session): Prompt | undefined {
  return current === undefined || kindOf(deps, current).runs(current.step.config) ? undefined : prompt;
}
