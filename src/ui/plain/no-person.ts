import { err, problem, type Result } from '../../problem/problem.ts';
import type { PlainCommand } from './command.ts';
import type { Situation } from '../situation.ts';

/** True for what is logged as the word of a person: a sign-off, an answer, or what became of an interrupted step. */
export function isPersonsWord({ situation }: Situation, { command }: PlainCommand): boolean {
  switch (command) {
    case 'yes':
    case 'no':
    case 'approve':
    case 'reject':
    case 'done':
    case 'failed':
      return true;
    case 'retry':
      return situation === 'interrupted' || situation === 'inconclusive';
    case 'text':
    case 'enter':
      return situation === 'asked';
    default:
      return false;
  }
}

/** A script's word is never a person's (`yes | teei-runbook …`): the session waits for somebody at a terminal. */
export function noPerson(): Result<never> {
  return err(
    problem(
      'ui/no-person',
      'the input is a pipe or a file, and only a person at a terminal can answer here',
      {
        hint: 'run or resume it at a terminal; over ssh: ssh -t',
      },
    ),
  );
}
