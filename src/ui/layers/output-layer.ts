import type { DrawnDialog } from '../form/form-lines.ts';
import type { ActionId } from '../keymap/actions.ts';
import { openHelp } from '../keymap/help-view.ts';
import { keyBar } from '../keymap/key-bar.ts';
import type { Keymap } from '../keymap/keymap.ts';
import { openPalette } from '../keymap/palette.ts';
import { createOutputScreen } from '../output/output-screen.ts';
import type { OutputScreen, OutputScreenOptions } from '../output/screen-options.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Line } from '../text/line.ts';
import { showHelp } from './help-layer.ts';
import type { Layers } from './layers.ts';
import { askPicker } from './picker-layer.ts';

/** The screen that an output is laid over. */
export interface OutputHost {
  readonly layers: Layers;
  readonly keymap: Keymap;
  readonly changed: () => void;
  /** Carries an action out that is not the output's own: interrupt, suspend, redraw. */
  readonly act: (action: ActionId) => void;
  /** Which cluster it is about, for its help. */
  readonly place: () => Line;
}

/** Lays an output over the whole screen until it is closed; `closed` is called then. */
export function showOutputLayer(
  host: OutputHost,
  options: Omit<OutputScreenOptions, 'actionFor' | 'onClose'>,
  closed: () => void,
): void {
  const { layers, keymap, changed } = host;
  const close = (): void => {
    leave();
    screen.close();
    closed();
  };
  const screen = createOutputScreen({
    ...options,
    actionFor: (chord, where) => keymap.actionFor(chord, where),
    onClose: () => close(),
  });
  screen.onChange(changed);
  const leave = layers.push({
    place: 'screen',
    input(input) {
      if (screen.input(input)) changed();
      else if (input.input === 'key') beyond(input.chord, screen, host);
    },
    draw: (size) => drawn(screen, keymap, size),
  });
}

/** Keys that are everybody's: help and palette know this screen's actions. */
function beyond(chord: string, screen: OutputScreen, host: OutputHost): void {
  const { layers, keymap, changed, act, place } = host;
  const action = keymap.actionFor(chord, { screen: 'output', searching: false });
  if (action === undefined) return;
  if (action === 'help') showHelp(layers, changed, openHelp(keymap, 'output', always, place()));
  else if (action === 'palette') {
    void askPicker(layers, changed, openPalette(keymap, 'output', always)).then((chosen) => {
      if (chosen !== undefined && !screen.act(chosen)) act(chosen);
      changed();
    });
  } else act(action);
}

/** On this screen everything works at any time. */
function always(): undefined {
  return undefined;
}

function drawn(screen: OutputScreen, keymap: Keymap, size: Size): DrawnDialog {
  const { header, rows, said, keys, cursor, borderless, searching } = screen.view(size);
  const above = [...header, ...rows];
  const bar = borderless ? [] : keyBar(searching ? searchEntries : barEntries, keymap, size.columns);
  const lines = [...above, ...(said === undefined ? [] : [said]), ...(keys === undefined ? bar : [keys])];
  return cursor === undefined ? { lines } : { lines, cursor: { row: above.length, column: cursor } };
}

const barEntries = (
  [
    'close',
    'follow',
    'search',
    'next-error',
    'wrap',
    'timestamps',
    'copy',
    'pager',
    'save',
    'mark',
    'borderless',
    'help',
  ] as const
).map((action) => ({ action }));

/** While something is searched for, the keys to its matches come first. */
const searchEntries = [
  { action: 'search-next' } as const,
  { action: 'search-previous', title: 'previous' } as const,
  ...barEntries,
];
