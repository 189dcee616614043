import { type ActionId, actionsOn, type Screen } from './actions.ts';
import { chordText } from './chord.ts';
import type { Keymap } from './keymap.ts';
import type { PickerItem } from './picker/picker-item.ts';
import { openPicker, type PickerState } from './picker/picker-state.ts';

/** Why an action does not work now, in one sentence; undefined: it does. */
export type WhyNot = (action: ActionId) => string | undefined;

/** Every action of a screen with its keys, to be found by a part of its name. */
export function openPalette(keymap: Keymap, screen: Screen, whyNot: WhyNot): PickerState<ActionId> {
  return openPicker({ title: 'Actions', items: paletteItems(keymap, screen, whyNot), submit: 'do it' });
}

/** The actions of a screen as items; the palette itself and what only closes it are left out. */
function paletteItems(keymap: Keymap, screen: Screen, whyNot: WhyNot): readonly PickerItem<ActionId>[] {
  return actionsOn(screen)
    .filter(({ id }) => id !== 'palette' && id !== 'close')
    .map(({ id, title, help }) => {
      const reason = whyNot(id);
      return {
        id,
        title,
        also: id,
        hint: help,
        detail: keymap.keysOf(id, screen).map(chordText).join(', '),
        ...(reason === undefined ? {} : { unavailable: reason }),
      };
    });
}
