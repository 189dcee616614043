import { inSight, paged } from '../form/arrange.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Input, KeyPress } from '../terminal/input.ts';
import { menuLayout } from './menu-layout.ts';
import { type Chosen, focusedItem, type MenuState } from './menu-state.ts';

/**
 * The menu after a key, or what came of it. `size` is what `menuLines` draws into. Only a lone key chooses or
 * cancels; an item's own key comes before the keys that move. Pastes say nothing to a menu.
 */
export function menuInput(
  state: MenuState,
  input: Input,
  size: Size,
): { readonly state: MenuState } | Chosen {
  if (input.input === 'paste') return { state };
  const own = state.menu.items.find(({ key }) => key !== undefined && key === input.chord);
  if (own !== undefined) return input.alone ? { chosen: own.id } : { state };
  switch (input.chord) {
    case 'enter':
      return input.alone ? { chosen: focusedItem(state)?.id } : { state };
    case 'escape':
    case 'ctrl+c':
      return input.alone ? { chosen: undefined } : { state };
    case 'pageup':
      return { state: scrolled(state, -1, size) };
    case 'pagedown':
      return { state: scrolled(state, 1, size) };
    default:
      return { state: inView({ ...state, focus: moved(state, input) }, size) };
  }
}

/** Items and Cancel are one ring. */
function moved({ menu, focus }: MenuState, { chord }: KeyPress): number {
  const count = menu.items.length + 1;
  switch (chord) {
    case 'down':
    case 'j':
    case 'tab':
      return (focus + 1) % count;
    case 'up':
    case 'k':
    case 'shift+tab':
      return (focus + count - 1) % count;
    case 'home':
    case 'g':
      return 0;
    case 'end':
    case 'G':
      return count - 1;
    default:
      return focus;
  }
}

function scrolled(state: MenuState, by: 1 | -1, size: Size): MenuState {
  const { arrangement, room } = menuLayout(state, size);
  return { ...state, offset: paged(arrangement, room, state.offset, by) };
}

function inView(state: MenuState, size: Size): MenuState {
  const { arrangement, room } = menuLayout(state, size);
  return { ...state, offset: inSight(arrangement, room, state.offset) };
}
