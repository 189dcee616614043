import type { ActionDefinition } from './definition.ts';

const look = { screen: 'everywhere', section: 'look', consequential: false } as const;
const move = { screen: 'everywhere', section: 'move', consequential: false } as const;

/** Searching and moving, the same on every screen. */
export const movingActions = [
  { id: 'search', title: 'search', help: 'Search in what this screen shows.', keys: ['/'], ...look },
  {
    id: 'search-next',
    title: 'next match',
    help: 'Go to the next match, while a search is on.',
    keys: ['n'],
    during: 'search',
    ...look,
  },
  {
    id: 'search-previous',
    title: 'previous match',
    help: 'Go to the match before, while a search is on.',
    keys: ['N'],
    during: 'search',
    ...look,
  },
  { id: 'line-down', title: 'down', help: 'One line down.', keys: ['j', 'down'], ...move },
  { id: 'line-up', title: 'up', help: 'One line up.', keys: ['k', 'up'], ...move },
  {
    id: 'half-page-down',
    title: 'half a page down',
    help: 'Half a page down.',
    keys: ['ctrl+d'],
    ...move,
  },
  { id: 'half-page-up', title: 'half a page up', help: 'Half a page up.', keys: ['ctrl+u'], ...move },
  { id: 'page-down', title: 'page down', help: 'A page down.', keys: ['pagedown', 'ctrl+f'], ...move },
  { id: 'page-up', title: 'page up', help: 'A page up.', keys: ['pageup', 'ctrl+b'], ...move },
  { id: 'first', title: 'to the top', help: 'To the beginning.', keys: ['g', 'home'], ...move },
  { id: 'last', title: 'to the end', help: 'To the end.', keys: ['G', 'end'], ...move },
] as const satisfies readonly ActionDefinition[];
