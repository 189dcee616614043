import type { Filled, Form, Menu } from './form.ts';

/** Asks on the full screen, over whatever is shown there. One question at a time. */
export interface ScreenDialogs {
  form(form: Form): Promise<Filled>;
  /** The id of the chosen item; undefined: cancelled. */
  menu(menu: Menu): Promise<string | undefined>;
}
