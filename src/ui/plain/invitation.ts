import { unreachable } from '../../problem/problem.ts';
import type { Prompt } from '../../steps/prompt.ts';
import type { Situation } from '../situation.ts';

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
