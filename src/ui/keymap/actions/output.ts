import type { ActionDefinition } from './definition.ts';

const look = { screen: 'output', section: 'look', consequential: false } as const;
const move = { screen: 'output', section: 'move', consequential: false } as const;

/** The output screen. */
export const outputActions = [
  { id: 'follow', title: 'follow', help: 'Stay at the end while output comes.', keys: ['s'], ...look },
  { id: 'wrap', title: 'wrap', help: 'Break long lines, or cut them.', keys: ['w'], ...look },
  { id: 'timestamps', title: 'timestamps', help: 'Show when each line came.', keys: ['t'], ...look },
  {
    id: 'mark',
    title: 'mark',
    help: 'Mark the line at the top, or take its mark off.',
    keys: ['m'],
    ...look,
  },
  { id: 'next-mark', title: 'next mark', help: 'To the next mark.', keys: ["'"], ...look },
  {
    id: 'next-error',
    title: 'next error',
    help: 'To the next line that looks like an error.',
    keys: ['e'],
    ...look,
  },
  {
    id: 'previous-error',
    title: 'previous error',
    help: 'To the line before that looks like an error.',
    keys: ['E'],
    ...look,
  },
  {
    id: 'copy',
    title: 'copy',
    help: 'Copy what is on the screen, or what is between two marks, to the clipboard.',
    keys: ['c'],
    ...look,
  },
  {
    id: 'borderless',
    title: 'borderless',
    help: 'Only the output, for marking it with the mouse.',
    keys: ['f'],
    ...look,
  },
  { id: 'pager', title: 'pager', help: 'Open the output in $PAGER.', keys: ['v'], ...look },
  { id: 'save', title: 'save', help: 'Save the output as a file.', keys: ['S'], ...look },
  { id: 'scroll-left', title: 'scroll left', help: 'Long lines: to the left.', keys: ['left', 'h'], ...move },
  {
    id: 'scroll-right',
    title: 'scroll right',
    help: 'Long lines: to the right.',
    keys: ['right', 'l'],
    ...move,
  },
] as const satisfies readonly ActionDefinition[];
