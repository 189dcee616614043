import type { ActionDefinition } from './definition.ts';

const look = { screen: 'notebook', section: 'look', consequential: false } as const;
const move = { screen: 'notebook', section: 'move', consequential: false } as const;

/** Looking around in the notebook. */
export const lookingActions = [
  {
    id: 'output',
    title: 'output',
    help: 'Show the output of the step on the whole screen.',
    keys: ['o'],
    ...look,
  },
  { id: 'fold', title: 'fold', help: 'Fold or unfold the step in focus.', keys: ['space'], ...look },
  {
    id: 'fold-all',
    title: 'fold all',
    help: 'Fold all steps, unfold all, or as it was.',
    keys: ['z'],
    ...look,
  },
  {
    id: 'filter',
    title: 'filter',
    help: 'Show only failed steps, only skipped, only those to do, or all.',
    keys: ['f'],
    ...look,
  },
  { id: 'outline', title: 'outline', help: 'Show or hide the outline.', keys: ['t'], ...look },
  { id: 'jump', title: 'jump', help: 'Jump to a step by a part of its name.', keys: ['J'], ...look },
  {
    id: 'copy-log',
    title: 'copy log path',
    help: 'Copy the path of the session’s log to the clipboard.',
    keys: ['Y'],
    ...look,
  },
  { id: 'next-step', title: 'next step', help: 'To the next step.', keys: ['tab', ']'], ...move },
  {
    id: 'previous-step',
    title: 'previous step',
    help: 'To the step before.',
    keys: ['shift+tab', '['],
    ...move,
  },
  {
    id: 'next-section',
    title: 'next heading',
    help: 'To the first step of the next heading.',
    keys: ['}'],
    ...move,
  },
  {
    id: 'previous-section',
    title: 'heading before',
    help: 'To the first step of this heading, then of the one before.',
    keys: ['{'],
    ...move,
  },
  {
    id: 'current',
    title: 'current step',
    help: 'Back to the step that the session stands at.',
    keys: ['.'],
    ...move,
  },
] as const satisfies readonly ActionDefinition[];
