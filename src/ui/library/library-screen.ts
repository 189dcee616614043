import type { ActionId } from '../keymap/actions.ts';
import { openHelp } from '../keymap/help-view.ts';
import type { Keymap } from '../keymap/keymap.ts';
import { openPalette } from '../keymap/palette.ts';
import { showHelp } from '../layers/help-layer.ts';
import { createLayers } from '../layers/layers.ts';
import { askPicker } from '../layers/picker-layer.ts';
import { belowRows, type ScreenView } from '../screen/screen-view.ts';
import { createViewSource, type ViewSource } from '../screen/view-source.ts';
import type { FullScreen } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import { libraryAction, libraryInput } from './library-input.ts';
import type { LibraryPlace } from './library-layout.ts';
import { libraryLines } from './library-lines.ts';
import { focusedItem, type LibraryState, openLibraryScreen, withView } from './library-state.ts';
import { type LibraryChoice, type LibraryView, unreadLibrary } from './library-view.ts';

/** The library on the full screen. `read` takes what is known by now; more may come while keys are pressed. */
export interface LibraryScreen {
  readonly source: ViewSource<ScreenView>;
  readonly chosen: Promise<LibraryChoice>;
  /** As it is now, for coming back to it. */
  readonly state: LibraryState;
  read(view: LibraryView): void;
  input(input: Input): void;
}

/** What the library needs of the screen that it is on. */
type LibraryHost = Pick<FullScreen, 'size' | 'redraw' | 'suspend'>;

/** Rows of the library that stay in sight above the palette. */
const keptRows = 4;

/** `left`: the library as it was left, to come back to. */
export function createLibraryScreen(
  screen: LibraryHost,
  keymap: Keymap,
  now: () => number,
  left: LibraryState = openLibraryScreen(unreadLibrary),
): LibraryScreen {
  const { promise: chosen, resolve } = Promise.withResolvers<LibraryChoice>();
  const source = createViewSource<ScreenView>(() => view(), now);
  const layers = createLayers(source.changed);
  let state = left;
  const place = (): LibraryPlace => ({ size: screen.size, keymap });

  function took(answer: ReturnType<typeof libraryInput>): void {
    if ('choice' in answer) resolve(answer);
    else state = answer.state;
    source.changed();
  }

  function act(action: ActionId): void {
    if (action === 'help') showHelp(layers, source.changed, openHelp(keymap, 'library', whyNot));
    else if (action === 'palette') void openActions();
    else if (action === 'suspend') void screen.suspend();
    else if (action === 'redraw') screen.redraw();
    else if (action === 'interrupt') resolve({ choice: 'quit' });
    else took(libraryAction(state, action, place()));
  }

  async function openActions(): Promise<void> {
    const action = await askPicker(layers, source.changed, openPalette(keymap, 'library', whyNot));
    if (action !== undefined) act(action);
  }

  function whyNot(action: ActionId): string | undefined {
    if (action === 'open' && focusedItem(state) === undefined) return 'There is nothing to open.';
    if (action === 'search-next' || action === 'search-previous') return 'The filter leaves only what fits.';
    return undefined;
  }

  function view(): ScreenView {
    const { size } = screen;
    const { top } = layers;
    if (top?.place === 'screen') {
      const { lines: rows, cursor } = top.draw(size);
      return { view: 'rows', size, rows, cursor };
    }
    const asked = top?.draw({ columns: size.columns, rows: Math.max(3, size.rows - keptRows) });
    const { lines, cursor } = libraryLines(state, {
      keymap,
      size: { columns: size.columns, rows: size.rows - (asked?.lines.length ?? 0) },
    });
    if (asked === undefined) return { view: 'rows', size, rows: lines, cursor };
    return {
      view: 'rows',
      size,
      rows: [...lines, ...asked.lines],
      cursor: belowRows(asked.cursor, lines.length),
    };
  }

  return {
    source,
    chosen,
    get state() {
      return state;
    },
    read(known) {
      // Where one comes back, what is seen stays until all of it was read anew: the focus loses nothing by it.
      if (known.reading && !state.view.reading) return;
      state = withView(state, known);
      source.changed();
    },
    input(input) {
      const { top } = layers;
      const { size } = screen;
      if (top !== undefined) {
        const rows = top.place === 'screen' ? size.rows : Math.max(3, size.rows - keptRows);
        top.input(input, { columns: size.columns, rows });
        return;
      }
      const general =
        input.input === 'key' && !state.typing
          ? keymap.actionFor(input.chord, { screen: 'library', searching: false })
          : undefined;
      const burst = input.input === 'key' && !input.alone;
      if (general === 'interrupt' && burst) return;
      if (general !== undefined && everywhere.has(general)) act(general);
      else took(libraryInput(state, input, place()));
    },
  };
}

/** Actions that are the program's and not the library's. */
const everywhere: ReadonlySet<ActionId> = new Set(['help', 'palette', 'suspend', 'redraw', 'interrupt']);
