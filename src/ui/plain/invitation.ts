import { unreachable } from '../../problem/problem.ts';
import type { Prompt } from '../../steps/prompt.ts';
import { servicesAlone } from '../describe/services-alone.ts';
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
        situation.asks === undefined ? 'retry' : answers(situation.asks),
        ...(situation.alone.length === 0
          ? []
          : [`roll back only [REASON] (${servicesAlone(situation.alone).replace(/ only$/, '')})`]),
        ...(situation.branch === undefined ? [] : [`roll back (${situation.branch})`]),
        ...(situation.mayContinue ? ['continue REASON'] : []),
        'back',
        'fail REASON',
        'abort REASON',
        'leave',
        'help',
      ].join(' · ');
    case 'inconclusive':
      return `retry · done HOW YOU KNOW · failed HOW YOU KNOW${situation.maySkip ? ' · skip REASON' : ''} · leave · help`;
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
    case 'answer':
      return `${answers(prompt)} · skip REASON${prompt.kind === 'answer' ? ' · back' : ''} · leave · help`;
    case 'choose':
      return `${answers(prompt)} · leave · help`;
    case 'approve':
      return `${answers(prompt)} · show · back · leave · help`;
    default:
      return unreachable(prompt);
  }
}

function answers(prompt: Prompt): string {
  switch (prompt.kind) {
    case 'attest':
      return `yes [NOTE] · no NOTE${prompt.offer === undefined ? '' : ' · check'}`;
    case 'answer':
      return 'Enter: answer the questions';
    case 'choose':
      return `type one of: ${prompt.choices.map(({ value }) => value).join(', ')}`;
    case 'approve':
      return 'approve NAME [REASON] · reject NAME [REASON]';
    default:
      return unreachable(prompt);
  }
}
