import { errorText } from '../../problem/problem.ts';
import { openHelp } from '../keymap/help-view.ts';
import type { Keymap } from '../keymap/keymap.ts';
import { openPalette, type WhyNot } from '../keymap/palette.ts';
import { showHelp } from '../layers/help-layer.ts';
import { createLayers } from '../layers/layers.ts';
import { askPicker } from '../layers/picker-layer.ts';
import type { ScreenView } from '../screen/screen-view.ts';
import { createViewSource, type ViewSource } from '../screen/view-source.ts';
import type { FullScreen } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import { libraryAction, libraryInput } from './library-input.ts';
import type { LibraryPlace } from './library-layout.ts';
import { libraryLines } from './library-lines.ts';
import { type LibraryState, openLibraryScreen, withView } from './library-state.ts';
import { type LibraryChoice, type LibraryView, unreadLibrary } from './library-view.ts';

export interface LibraryPageOptions {
  readonly screen: Pick<FullScreen, 'size' | 'redraw' | 'suspend'>;
  readonly keymap: Keymap;
  /** What is read, more of it each time; not asked for further views once something was chosen. */
  readonly views: AsyncIterable<LibraryView>;
  readonly now: () => number;
  /** What is to be said first, such as why the last choice came to nothing. */
  readonly message?: string;
}

/** The library on the full screen, with help and palette, until something is chosen. */
export interface LibraryPage {
  readonly source: ViewSource<ScreenView>;
  input(input: Input): void;
  readonly chosen: Promise<LibraryChoice>;
}

/** Opens the library at once, and shows what is read as it comes. */
export function openLibraryPage(options: LibraryPageOptions): LibraryPage {
  const { screen, keymap } = options;
  const { promise, resolve } = Promise.withResolvers<LibraryChoice>();
  let state: LibraryState = { ...openLibraryScreen(unreadLibrary), message: options.message };
  let over = false;
  const source = createViewSource<ScreenView>(() => view(), options.now);
  const layers = createLayers(source.changed);
  const place = (): LibraryPlace => ({ size: screen.size, keymap });

  function view(): ScreenView {
    const { size } = screen;
    const { top } = layers;
    const laid = top?.lines(size) ?? [];
    if (top?.place === 'screen') return { view: 'rows', size, rows: laid };
    const rows = libraryLines(state, place()).lines.slice(0, Math.max(0, size.rows - laid.length));
    return { view: 'rows', size, rows: [...rows, ...laid] };
  }

  function take(answer: { readonly state: LibraryState } | LibraryChoice): void {
    if ('choice' in answer) {
      over = true;
      resolve(answer);
    } else {
      ({ state } = answer);
      source.changed();
    }
  }

  async function palette(): Promise<void> {
    const action = await askPicker(layers, source.changed, openPalette(keymap, 'library', whyNot));
    if (action !== undefined) perform(action);
  }

  function perform(action: Parameters<typeof libraryAction>[1]): void {
    switch (action) {
      case 'help':
        showHelp(layers, source.changed, openHelp(keymap, 'library', whyNot));
        return;
      case 'palette':
        void palette();
        return;
      case 'interrupt':
        take({ choice: 'quit' });
        return;
      case 'suspend':
        void screen.suspend();
        return;
      case 'redraw':
        screen.redraw();
        return;
      default:
        take(libraryAction(state, action, place()));
    }
  }

  async function read(): Promise<void> {
    try {
      for await (const next of options.views) {
        if (over) return;
        take({ state: withView(state, next) });
      }
    } catch (thrown) {
      const problem = { message: `The library can’t be read: ${errorText(thrown)}` };
      take({ state: withView(state, { ...state.view, reading: false, problems: [problem] }) });
    }
  }

  void read();
  return {
    source,
    chosen: promise,
    input(input) {
      if (over) return;
      const { top } = layers;
      if (top !== undefined) {
        top.input(input, screen.size);
        return;
      }
      const action =
        state.typing || input.input === 'paste'
          ? undefined
          : keymap.actionFor(input.chord, { screen: 'library', searching: false });
      if (action !== undefined && beside.has(action)) {
        if (action !== 'interrupt' || (input.input === 'key' && input.alone)) perform(action);
      } else take(libraryInput(state, input, place()));
    },
  };
}

/** What works beside the library's own actions. */
const beside: ReadonlySet<string> = new Set(['help', 'palette', 'interrupt', 'suspend', 'redraw']);

const whyNot: WhyNot = (action) =>
  action === 'search-next' || action === 'search-previous' ? 'the filter leaves only what fits.' : undefined;
