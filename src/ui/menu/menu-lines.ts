import type { DrawnDialog } from '../form/form-lines.ts';
import { framed } from '../form/frame.ts';
import type { Size } from '../terminal/full-screen.ts';
import { menuLayout } from './menu-layout.ts';
import type { MenuState } from './menu-state.ts';

/** Draws a menu. It has no cursor: nothing is typed into it. */
export function menuLines(state: MenuState, size: Size): DrawnDialog {
  const { arrangement, ...frame } = menuLayout(state, size);
  return { lines: framed(frame, arrangement, state.offset, size).lines };
}
