import { unreachable } from '../../problem/problem.ts';
import type { Session } from '../../session/engine/session.ts';
import { survivor } from '../../session/engine/reconcile.ts';
import type { Prompt } from '../../steps/prompt.ts';

/** What the session waits for, as the operator has to know it. */
export type Situation =
  | { readonly situation: 'ended' }
  /** Enter runs it. */
  | { readonly situation: 'ready' }
  | { readonly situation: 'asked'; readonly prompt: Prompt }
  | { readonly situation: 'failed'; readonly branch: string | undefined; readonly mayContinue: boolean }
  | { readonly situation: 'inconclusive' }
  | { readonly situation: 'interrupted'; readonly alive: boolean };

export function situationOf(session: Session): Situation {
  const planned = session.current;
  if (session.state.phase.phase === 'ended' || planned === undefined) return { situation: 'ended' };
  const { status } = session.stepState(planned.id);
  switch (status.status) {
    case 'interrupted':
      return { situation: 'interrupted', alive: survivor(session) !== undefined };
    case 'inconclusive':
      return { situation: 'inconclusive' };
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

function waysOn(session: Session): { branch: string | undefined; mayContinue: boolean } {
  const options = session.current?.step.options;
  const onFailure = options?.onFailure;
  const mayBranch = typeof onFailure === 'object' && session.state.branch === undefined;
  return {
    branch: mayBranch ? onFailure.runbook : undefined,
    mayContinue:
      onFailure !== 'stop' && options?.required !== true && session.current?.step.kind !== 'approval',
  };
}

/** The line that says what can be typed now, and what Enter does. */
export function invitation(situation: Situation): string {
  switch (situation.situation) {
    case 'ended':
      return '';
    case 'ready':
      return 'Enter: run it · skip REASON · back · note · leave · help';
    case 'asked':
      return asked(situation.prompt);
    case 'failed':
      return [
        'retry',
        ...(situation.branch === undefined ? [] : [`roll back (${situation.branch})`]),
        ...(situation.mayContinue ? ['continue REASON'] : []),
        'back',
        'fail REASON',
        'abort REASON',
        'leave',
        'help',
      ].join(' · ');
    case 'inconclusive':
      return 'retry · done HOW YOU KNOW · failed HOW YOU KNOW · leave · help';
    case 'interrupted':
      return situation.alive
        ? 'Its command still runs: stop · leave (and wait) · help'
        : 'done HOW YOU KNOW · failed HOW YOU KNOW · retry · leave · help';
    default:
      return unreachable(situation);
  }
}

function asked(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'attest':
      return `yes [NOTE] · no NOTE${prompt.offer === undefined ? '' : ' · check'} · skip REASON · leave · help`;
    case 'answer':
      return 'Enter: answer the questions · skip REASON · back · leave · help';
    case 'choose':
      return `type one of: ${prompt.choices.map(({ value }) => value).join(', ')} · leave · help`;
    case 'approve':
      return 'approve NAME [REASON] · reject NAME [REASON] · show · back · leave · help';
    default:
      return unreachable(prompt);
  }
}
