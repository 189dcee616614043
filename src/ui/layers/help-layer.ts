import { helpInput, helpLines, type HelpState } from '../keymap/help-view.ts';
import type { Layers } from './layers.ts';

/** Lays the help over the whole screen until it is closed. */
export function showHelp(layers: Layers, changed: () => void, opened: HelpState): void {
  let state = opened;
  const close = layers.push({
    place: 'screen',
    input(input, size) {
      const next = helpInput(state, input, size);
      if ('closed' in next) close();
      else {
        state = next.state;
        changed();
      }
    },
    draw: (size) => ({ lines: helpLines(state, size) }),
  });
}
