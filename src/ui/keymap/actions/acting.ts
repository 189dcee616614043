import type { ActionDefinition } from './definition.ts';

const act = { screen: 'notebook', section: 'act', consequential: true } as const;

/** What a step asks for. */
export const actingActions = [
  {
    id: 'act',
    title: 'do it',
    help: 'Do what the step asks: run it, answer it, or choose a way on.',
    keys: ['enter'],
    ...act,
  },
  { id: 'run', title: 'run', help: 'Run the step; again, where it failed.', keys: ['r'], ...act },
  { id: 'yes', title: 'yes', help: 'Tick the item: it is so, and you sign for it.', keys: ['y'], ...act },
  { id: 'no', title: 'no', help: 'Say that the item is not so, and why.', keys: ['n'], ...act },
  {
    id: 'check',
    title: 'check',
    help: 'Let a machine look, where the item offers a check.',
    keys: ['c'],
    ...act,
  },
  { id: 'approve', title: 'approve', help: 'Another person approves, here.', keys: ['a'], ...act },
  { id: 'reject', title: 'reject', help: 'Another person refuses the approval, here.', keys: ['x'], ...act },
  {
    id: 'stop',
    title: 'stop the command',
    help: 'Stop the command that runs, or one that an earlier run left behind.',
    keys: [],
    ...act,
  },
] as const satisfies readonly ActionDefinition[];
