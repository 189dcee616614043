import type { Filled, Form, Menu } from '../form/form.ts';
import { formInput } from '../form/form-input.ts';
import { formLines } from '../form/form-lines.ts';
import { openForm } from '../form/form-state.ts';
import type { ScreenDialogs } from '../form/screen-dialogs.ts';
import { menuInput } from '../menu/menu-input.ts';
import { menuLines } from '../menu/menu-lines.ts';
import { openMenu } from '../menu/menu-state.ts';
import type { Layers } from './layers.ts';

/** Forms and menus at the bottom of the screen. `changed` is told of every key that changed one. */
export function dialogsOn(layers: Layers, changed: () => void): ScreenDialogs {
  return {
    form: (form) => askForm(layers, changed, form),
    menu: (menu) => askMenu(layers, changed, menu),
  };
}

function askForm(layers: Layers, changed: () => void, form: Form): Promise<Filled> {
  return new Promise((resolve) => {
    let state = openForm(form);
    const close = layers.push({
      place: 'bottom',
      input(input, size) {
        const next = formInput(state, input, size);
        if ('filled' in next) {
          close();
          resolve(next);
        } else {
          state = next.state;
          changed();
        }
      },
      draw: (size) => formLines(state, size),
    });
  });
}

function askMenu(layers: Layers, changed: () => void, menu: Menu): Promise<string | undefined> {
  return new Promise((resolve) => {
    let state = openMenu(menu);
    const close = layers.push({
      place: 'bottom',
      input(input, size) {
        const next = menuInput(state, input, size);
        if ('chosen' in next) {
          close();
          resolve(next.chosen);
        } else {
          state = next.state;
          changed();
        }
      },
      draw: (size) => menuLines(state, size),
    });
  });
}
