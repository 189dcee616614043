import type { Size } from '../../terminal/full-screen.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import type { NotebookMessage, NotebookState } from './notebook-state.ts';

/** The state after a message. Pure: the same inputs, state, size and message always give the same state. */
export function updateNotebook(
  _inputs: NotebookInputs,
  state: NotebookState,
  _size: Size,
  message: NotebookMessage,
): NotebookState {
  switch (message.message) {
    case 'outline':
      return { ...state, outline: state.outline === 'hidden' ? 'shown' : 'hidden' };
    default:
      return state;
  }
}
