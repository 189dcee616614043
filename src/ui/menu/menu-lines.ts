import type { DrawnDialog } from '../form/form-lines.ts';
import { framed } from '../form/frame.ts';
import type { Size } from '../terminal/full-screen.ts';
import { menuLayout } from './menu-layout.ts';
import type { MenuState } from './menu-state.ts';

/** Draws a menu. It has no cursor: nothing is typed into it. */
export function menuLines(state: MenuState, size: Size): DrawnDialog {
  const layout = menuLayout(state, size);
  return { lines: framed(layout, layout.rows, state.offset, size).lines };
}
