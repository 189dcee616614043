import { unreachable } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { kindOf } from '../../../session/decide/context.ts';
import type { PlannedStep } from '../../../session/plan.ts';
import type { Preview } from '../../../steps/preview.ts';
import type { Prompt } from '../../../steps/prompt.ts';
import { servicesAlone } from '../../describe/services-alone.ts';
import { targetOf } from '../../describe/target.ts';
import type { Situation } from '../../situation.ts';
import { changesProduction } from './danger.ts';
import type { SessionReader } from './session-reader.ts';

/** What Enter does now, in a few words for the key bar and as a sentence without a subject for the page. */
export interface EnterDoes {
  readonly short: string;
  readonly does: string;
}

/**
 * What Enter does at the current step. Undefined: nothing, since a step runs or the end is being written.
 * `consented`: the namespace of production was typed already.
 */
export function enterDoes(
  reader: SessionReader,
  situation: Situation,
  consented = false,
): EnterDoes | undefined {
  if (reader.running) return undefined;
  if (situation.situation === 'ended') {
    // Behind the last step the end is still to be written: who left now would leave a session that is paused.
    if (reader.state.phase.phase !== 'ended') return undefined;
    return { short: 'leave', does: 'leaves; the log stays where it is' };
  }
  const planned = reader.current;
  if (planned === undefined) return undefined;
  switch (situation.situation) {
    case 'ready':
      return runs(reader, planned, consented);
    case 'asked':
      return promptDoes(situation.prompt);
    case 'failed':
      return { short: 'ways on', does: `opens the ways on: ${waysOn(situation).join(', ')}` };
    case 'inconclusive':
      return {
        short: 'ways on',
        does: `opens the ways on: look again, it was done, it failed${situation.maySkip ? ', skip it' : ''}`,
      };
    case 'interrupted':
      return situation.alive
        ? { short: 'ways on', does: 'opens the ways on: stop its command, or leave and wait' }
        : { short: 'say what happened', does: 'asks what happened: it was done, it failed, or run it again' };
    default:
      return unreachable(situation);
  }
}

function runs(reader: SessionReader, planned: PlannedStep, consented: boolean): EnterDoes {
  const does = `${inWords(reader.preview(planned))} on ${targetOf(reader.state)}${thenByItself(reader, planned)}`;
  const short = kindOf(reader.deps, planned).kind === 'verify' ? 'look' : 'run';
  const changes = changesProduction(reader, planned);
  if (changes && !consented) return { short, does: `asks you to type the namespace, then ${does}` };
  if (changes || planned.step.options.confirm) return { short, does: `asks you to confirm, then ${does}` };
  return { short, does };
}

function thenByItself({ track }: SessionReader, planned: PlannedStep): string {
  const next = track[track.indexOf(planned) + 1];
  return next?.step.options.auto === true ? ', and then what looks by itself' : '';
}

function inWords({ command, action, verifies }: Preview): string {
  if (command !== undefined) return `runs ${visibleText(inShort(command))}`;
  if (action !== undefined)
    // What a sentence has no room for stands above.
    return action.length > quoted ? 'runs it' : `runs it: ${visibleText(lowerFirst(action))},`;
  const [first = 'all is well', ...rest] = verifies;
  return `looks whether ${visibleText(first)}${rest.length === 0 ? '' : ' …'},`;
}

function promptDoes(prompt: Prompt): EnterDoes {
  switch (prompt.kind) {
    case 'attest': {
      const signature = prompt.signature === 'required' ? 'asks for your signature' : 'asks you to sign';
      const offer = prompt.offer === undefined ? '' : ', or lets a machine look first';
      return { short: 'sign', does: `${signature} that it is so, or why not${offer}` };
    }
    case 'answer':
      return { short: 'answer', does: 'opens the questions' };
    case 'choose':
      // They stand above, each with what it means.
      return { short: 'choose', does: 'opens the choices' };
    case 'approve':
      return { short: 'approval', does: 'opens the approval, which another person gives' };
    default:
      return unreachable(prompt);
  }
}

function waysOn({
  asks,
  branch,
  alone,
  mayContinue,
}: Extract<Situation, { situation: 'failed' }>): readonly string[] {
  return [
    asks === undefined ? 'run it again' : 'ask again',
    ...(alone.length === 0 ? [] : [`roll back ${servicesAlone(alone)}`]),
    ...(branch === undefined ? [] : [`roll back${alone.length === 0 ? '' : ' everything'} with ${branch}`]),
    ...(mayContinue ? ['go on'] : []),
    'go back',
    'end',
  ];
}

/** Columns of a command or an action that a sentence quotes. */
const quoted = 36;

/** The beginning, up to a word; all of it stands above. */
function inShort(command: string): string {
  const [first = '', ...rest] = command.trim().split('\n');
  if (first.length <= quoted) return rest.length === 0 ? first : `${first} …`;
  const cut = first.slice(0, quoted);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : quoted)} …`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
