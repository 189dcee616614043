import type { ActionDefinition } from './definition.ts';

const decide = { screen: 'notebook', section: 'decide', consequential: true } as const;
const session = { screen: 'notebook', section: 'session', consequential: true } as const;

/** What to do when it did not go well, and what concerns the whole session. */
export const decidingActions = [
  { id: 'skip', title: 'skip', help: 'Pass over the step; a reason is asked for.', keys: ['s'], ...decide },
  {
    id: 'continue',
    title: 'go on',
    help: 'Go on although the step failed; a reason is asked for.',
    keys: ['C'],
    ...decide,
  },
  {
    id: 'roll-back',
    title: 'roll back',
    help: 'Enter the runbook that is there for this failure.',
    keys: ['R'],
    ...decide,
  },
  {
    id: 'roll-back-only',
    title: 'roll back those',
    help: 'Enter that runbook for the services that failed, and no other.',
    keys: ['O'],
    ...decide,
  },
  {
    id: 'back',
    title: 'go back',
    help: 'Go back to an earlier step: later sign-offs are void, effects stay.',
    keys: ['b'],
    ...decide,
  },
  {
    id: 'resolve-done',
    title: 'it was done',
    help: 'Say that an interrupted or unclear step was carried out, and how you know.',
    keys: [],
    ...decide,
  },
  {
    id: 'resolve-failed',
    title: 'it failed',
    help: 'Say that an interrupted or unclear step failed, and how you know.',
    keys: [],
    ...decide,
  },
  {
    id: 'give-up',
    title: 'end as failed',
    help: 'End the session as failed; a reason is asked for.',
    keys: ['F'],
    ...decide,
  },
  {
    id: 'abort',
    title: 'abort',
    help: 'End the session as aborted; a reason is asked for.',
    keys: ['X'],
    ...decide,
  },
  { id: 'note', title: 'note', help: 'Write a note into the log.', keys: ['i'], ...session },
  {
    id: 'hand-over',
    title: 'hand over',
    help: 'Pause the session for another operator.',
    keys: ['H'],
    ...session,
  },
  {
    id: 'leave',
    title: 'leave',
    help: 'Pause the session and leave; it can be resumed.',
    keys: ['q'],
    ...session,
  },
] as const satisfies readonly ActionDefinition[];
