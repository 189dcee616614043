import { pickerInput } from '../keymap/picker/picker-input.ts';
import { pickerLines } from '../keymap/picker/picker-lines.ts';
import type { PickerState } from '../keymap/picker/picker-state.ts';
import type { Layers } from './layers.ts';

/** Lays a list over the screen; resolves with the chosen id, or undefined where it was closed. */
export function askPicker<Id extends string>(
  layers: Layers,
  changed: () => void,
  opened: PickerState<Id>,
): Promise<Id | undefined> {
  return new Promise((resolve) => {
    let state = opened;
    const close = layers.push({
      place: 'bottom',
      input(input, size) {
        const next = pickerInput(state, input, size);
        if ('chosen' in next) {
          close();
          resolve(next.chosen);
        } else {
          state = next.state;
          changed();
        }
      },
      draw: (size) => pickerLines(state, size),
    });
  });
}
