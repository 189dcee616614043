import { unreachable } from '../../../problem/problem.ts';
import type { Prompt } from '../../../steps/prompt.ts';
import type { ActionId } from '../../keymap/actions.ts';
import type { Situation } from '../../situation.ts';
import { enterDoes } from './enter-does.ts';
import type { NotebookState } from './notebook-state.ts';
import type { SessionReader } from './session-reader.ts';
import { whyNot } from './why-not.ts';

/** An action for the key bar, with what it does here where its title alone does not say it. */
export interface BarAction {
  readonly action: ActionId;
  readonly title?: string;
}

/**
 * The actions to show now, the most important ones first; none that would be refused. `enterActs`: false
 * where another step is looked at, and Enter brings the current one back.
 */
export function barActions(
  reader: SessionReader,
  situation: Situation,
  ui: Pick<NotebookState, 'search' | 'place'>,
  enterActs = true,
): readonly BarAction[] {
  const acting = reader.running ? whileRunning : wanted(situation);
  const does = enterDoes(reader, situation)?.short;
  const act = does !== undefined && !enterActs ? 'current step' : does;
  // Where Enter brings the current step back, nothing is decided before it is there.
  const here = enterActs || act === undefined;
  const all: readonly BarAction[] = [
    ...(ui.search === undefined ? [] : searching),
    ...(act === undefined ? [] : [{ action: 'act' as const, title: act }]),
    ...(here && ui.place.place !== 'current' ? [{ action: 'current' as const }] : []),
    ...(here ? acting.map((action) => ({ action })) : whileAway),
    ...always
      .filter((action) => here || !whileAway.some((each) => each.action === action))
      .map((action) => ({ action })),
  ];
  return all.filter(
    ({ action }) =>
      whyNot(action, reader, situation) === undefined && (action !== 'interrupt' || reader.running),
  );
}

const searching: readonly BarAction[] = [
  { action: 'search-next' },
  { action: 'search-previous' },
  { action: 'close', title: 'end search' },
];

const whileRunning: readonly ActionId[] = ['output', 'note', 'palette'];

/** Looking around: at what there is, and at what became of it. */
const whileAway: readonly BarAction[] = [
  { action: 'next-step', title: 'next' },
  { action: 'previous-step', title: 'before' },
  { action: 'fold' },
  { action: 'output' },
  { action: 'next-section' },
  { action: 'previous-section' },
  { action: 'jump' },
  { action: 'palette' },
];

const always: readonly ActionId[] = [
  'help',
  'leave',
  'interrupt',
  'next-step',
  'next-section',
  'search',
  'jump',
  'filter',
  'fold',
];

function wanted(situation: Situation): readonly ActionId[] {
  switch (situation.situation) {
    case 'ended':
      return ['copy-log', 'output', 'note', 'palette'];
    case 'ready':
      return ['skip', 'back', 'note', 'palette', 'hand-over'];
    case 'asked':
      return asked(situation.prompt);
    case 'failed':
      return [
        'run',
        'output',
        'roll-back-only',
        'roll-back',
        'continue',
        'back',
        'note',
        'palette',
        'hand-over',
        'give-up',
        'abort',
      ];
    case 'inconclusive':
      return ['run', 'output', 'skip', 'resolve-done', 'resolve-failed', 'note', 'palette', 'hand-over'];
    case 'interrupted':
      return ['stop', 'output', 'resolve-done', 'resolve-failed', 'note', 'palette', 'hand-over'];
    default:
      return unreachable(situation);
  }
}

function asked({ kind }: Prompt): readonly ActionId[] {
  switch (kind) {
    case 'attest':
      return ['yes', 'no', 'check', 'skip', 'back', 'note', 'palette', 'hand-over'];
    case 'answer':
    case 'choose':
      return ['skip', 'back', 'note', 'palette', 'hand-over'];
    case 'approve':
      return ['approve', 'reject', 'back', 'note', 'palette', 'hand-over'];
    default:
      return unreachable(kind);
  }
}
