import type { ActionDefinition } from './definition.ts';

const program = { screen: 'everywhere', section: 'program' } as const;

/** The library, the sessions, and the program itself. */
export const programActions = [
  {
    id: 'open',
    screen: 'library',
    section: 'act',
    title: 'open',
    help: 'Start the runbook, or go on with the session.',
    keys: ['enter'],
    consequential: true,
  },
  {
    id: 'quit',
    screen: 'library',
    section: 'program',
    title: 'quit',
    help: 'Leave the library.',
    keys: ['q'],
    consequential: false,
  },
  {
    id: 'look',
    screen: 'sessions',
    section: 'look',
    title: 'look',
    help: 'Look at the session, or at the output of the step.',
    keys: ['enter'],
    consequential: false,
  },
  {
    id: 'palette',
    title: 'palette',
    help: 'Every action, by a part of its name.',
    keys: ['ctrl+p', ':'],
    consequential: false,
    ...program,
  },
  {
    id: 'help',
    title: 'help',
    help: 'The keys that work here.',
    keys: ['?', 'f1'],
    consequential: false,
    ...program,
  },
  {
    id: 'close',
    title: 'close',
    help: 'Close what is open, or end the search; nothing is done.',
    keys: ['escape'],
    keysOn: { output: ['q'], sessions: ['q'] },
    consequential: false,
    ...program,
  },
  {
    id: 'interrupt',
    title: 'interrupt',
    help: 'Ask what to do: stop the command, pause the session, leave.',
    keys: ['ctrl+c'],
    consequential: true,
    ...program,
  },
  {
    id: 'suspend',
    title: 'suspend',
    help: 'Stop this program for a while; fg brings it back.',
    keys: ['ctrl+z'],
    consequential: false,
    ...program,
  },
  {
    id: 'redraw',
    title: 'redraw',
    help: 'Draw the screen anew.',
    keys: ['ctrl+l'],
    consequential: false,
    ...program,
  },
] as const satisfies readonly ActionDefinition[];
