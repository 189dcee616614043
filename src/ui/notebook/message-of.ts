import type { ActionId } from '../keymap/actions.ts';
import type { NotebookMessage } from './model/notebook-state.ts';

/** What an action says to the view-model, where it does no more than change what is shown there. */
export function messageOf(action: ActionId): NotebookMessage | undefined {
  switch (action) {
    case 'line-down':
    case 'line-up':
    case 'half-page-down':
    case 'half-page-up':
    case 'page-down':
    case 'page-up':
    case 'first':
    case 'last':
    case 'next-step':
    case 'previous-step':
    case 'next-section':
    case 'previous-section':
    case 'current':
      return { message: 'move', move: action };
    case 'fold':
    case 'fold-all':
    case 'filter':
    case 'outline':
    case 'search-next':
    case 'search-previous':
      return { message: action };
    case 'close':
      return { message: 'close' };
    default:
      return undefined;
  }
}
