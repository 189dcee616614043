import type { Menu, MenuItem } from '../form/form.ts';

/** An open menu. Make it with `openMenu`, change it with `menuInput`, draw it with `menuLines`. */
export interface MenuState {
  readonly menu: Menu;
  /** Counts the items from 0; Cancel comes after the last. */
  readonly focus: number;
  /** Rows of body and items above the first one shown. */
  readonly offset: number;
}

/** What came of a menu: the id of the chosen item; undefined: it was cancelled. */
export interface Chosen {
  readonly chosen: string | undefined;
}

/** A menu as it is first shown: `initial` has the focus, else Cancel. */
export function openMenu(menu: Menu): MenuState {
  const initial = menu.items.findIndex(({ id }) => id === menu.initial);
  return { menu, focus: initial === -1 ? menu.items.length : initial, offset: 0 };
}

/** The item in focus; undefined: Cancel. */
export function focusedItem({ menu, focus }: MenuState): MenuItem | undefined {
  return menu.items[focus];
}
