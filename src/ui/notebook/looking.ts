import type { Session } from '../../session/engine/session.ts';
import type { ActionId } from '../keymap/actions.ts';
import { keyBar } from '../keymap/key-bar.ts';
import { openHelp } from '../keymap/help-view.ts';
import { openPalette } from '../keymap/palette.ts';
import { openPicker } from '../keymap/picker/picker-state.ts';
import { showHelp } from '../layers/help-layer.ts';
import type { Layer } from '../layers/layer.ts';
import type { Layers } from '../layers/layers.ts';
import { askPicker } from '../layers/picker-layer.ts';
import { openSearch } from '../layers/search-layer.ts';
import { belowRows, type ScreenView } from '../screen/screen-view.ts';
import { situationOf } from '../situation.ts';
import type { Size } from '../terminal/full-screen.ts';
import { plainProse } from '../text/prose/plain-prose.ts';
import type { ProseRenderer } from '../text/prose/renderer.ts';
import { ApprovalFiles } from './approval-files.ts';
import { type Flash, flashLine } from './flash.ts';
import type { LiveSession } from './live-session.ts';
import { CellCache } from './model/cell-cache.ts';
import { jumpItems } from './model/jump-items.ts';
import type { NotebookInputs } from './model/notebook-inputs.ts';
import { initialNotebookState, type NotebookMessage, type NotebookState } from './model/notebook-state.ts';
import { notebookView, searchStanding, focusedStep } from './model/notebook-page.ts';
import { updateNotebook } from './model/update-notebook.ts';
import { whereLine } from './model/where.ts';
import { whyNot } from './model/why-not.ts';
import { FiledTails } from './filed-tails.ts';
import { messageOf } from './message-of.ts';
import type { NotebookOptions } from './notebook-options.ts';
import { OutputSearch } from './output-search.ts';
import { showOutput } from './show-output.ts';

interface LookingParts {
  readonly live: LiveSession;
  readonly layers: Layers;
  readonly consented: () => boolean;
  readonly changed: () => void;
  /** Carries an action out that was chosen in the palette. */
  readonly act: (action: ActionId) => void;
  readonly tell: (flash: Flash | undefined) => void;
}

/** Rows of the notebook that stay in sight above what is asked. */
const keptRows = 4;

/** Everything that only changes what is shown: moving, folding, searching, help, palette, output. */
export class Looking {
  readonly #session: Session;
  readonly #options: NotebookOptions;
  readonly #parts: LookingParts;
  readonly #cache = new CellCache();
  readonly #outputSearch: OutputSearch;
  readonly #approvalFiles: ApprovalFiles;
  readonly #filedTails: FiledTails;
  readonly #clock: NodeJS.Timeout;
  #state: NotebookState = initialNotebookState;
  #prose: ProseRenderer = plainProse;
  #history: ReadonlyMap<string, number> = new Map();
  #enterActs = false;

  constructor(session: Session, options: NotebookOptions, parts: LookingParts) {
    this.#session = session;
    this.#options = options;
    this.#parts = parts;
    this.#outputSearch = new OutputSearch(session, options, () => parts.live.trail, parts.changed);
    this.#approvalFiles = new ApprovalFiles(session, parts.changed);
    this.#filedTails = new FiledTails(session, {
      colour: options.colour,
      trail: () => parts.live.trail,
      changed: parts.changed,
    });
    this.#clock = setInterval(parts.changed, 1000);
    void options.prose.then((prose) => {
      this.#prose = prose;
      parts.changed();
    });
    void options.history(session).then((history) => {
      this.#history = history;
      parts.changed();
    });
  }

  get searching(): boolean {
    return this.#state.search !== undefined;
  }

  /** True where Enter acts: nobody decides on what is not in focus and in sight. */
  get enterActs(): boolean {
    return this.#enterActs;
  }

  /** The size that a layer draws into. */
  roomFor({ place }: Layer): Size {
    const { columns, rows } = this.#options.screen.size;
    return place === 'screen' ? { columns, rows } : { columns, rows: Math.max(3, rows - keptRows) };
  }

  view(top: Layer | undefined, flash: Flash | undefined): ScreenView {
    const { size } = this.#options.screen;
    if (top?.place === 'screen') {
      const { lines: rows, cursor } = top.draw(size);
      return { view: 'rows', size, rows, cursor };
    }
    const { lines: dialog, cursor } = top?.draw(this.roomFor(top)) ?? { lines: [] };
    const notebook = notebookView(this.#inputs(flash), this.#state, size, dialog.length);
    this.#enterActs = notebook.enterActs;
    this.#filedTails.read(notebook.unread);
    return {
      view: 'notebook',
      size,
      notebook,
      dialog,
      cursor: belowRows(cursor, notebook.frame.length),
    };
  }

  act(action: ActionId): void {
    const { screen } = this.#options;
    const message = messageOf(action);
    if (message !== undefined) this.#update(message);
    else if (action === 'suspend') void screen.suspend();
    else if (action === 'redraw') screen.redraw();
    else void this.#open(action);
  }

  close(): void {
    clearInterval(this.#clock);
    this.#outputSearch.close();
  }

  async #open(action: ActionId): Promise<void> {
    const { layers, changed, act, tell } = this.#parts;
    const { keymap } = this.#options;
    const why = (id: ActionId): string | undefined => whyNot(id, this.#session, situationOf(this.#session));
    switch (action) {
      case 'help':
        showHelp(
          layers,
          changed,
          openHelp(keymap, 'notebook', why, whereLine(this.#session.state, { short: true })),
        );
        break;
      case 'palette': {
        const chosen = await askPicker(layers, changed, openPalette(keymap, 'notebook', why));
        if (chosen !== undefined) act(chosen);
        break;
      }
      case 'jump': {
        const items = jumpItems(this.#session).map(({ id, text, detail }) => ({ id, title: text, detail }));
        const step = await askPicker(
          layers,
          changed,
          openPicker({ title: 'Jump to', items, submit: 'jump there' }),
        );
        if (step !== undefined) this.#update({ message: 'go-to', step });
        break;
      }
      case 'search':
        this.#search();
        break;
      case 'copy-log':
        tell(this.#copyLog());
        break;
      case 'output': {
        const step = focusedStep(this.#inputs(undefined), this.#state);
        tell(await showOutput(this.#session, this.#options, this.#parts, step));
        break;
      }
      default:
    }
  }

  #copyLog(): Flash {
    const { folder } = this.#session.deps.journal;
    const text = this.#options.screen.copy(folder)
      ? `Gave the log’s path to the terminal’s clipboard: ${folder}`
      : `Too long for the clipboard: ${folder}`;
    return { flash: 'told', text };
  }

  #search(): void {
    const { layers, changed } = this.#parts;
    openSearch(layers, this.#state.search?.query ?? '', {
      typed: (query) => {
        this.#outputSearch.look(query);
        this.#update({ message: 'search', query });
      },
      accepted: changed,
      cancelled: () => {
        this.#outputSearch.look('');
        this.#update({ message: 'search-end' });
      },
      standing: () => searchStanding(this.#inputs(undefined), this.#state),
      changed,
    });
  }

  #update(message: NotebookMessage): void {
    this.#state = updateNotebook(this.#inputs(undefined), this.#state, this.#options.screen.size, message);
    this.#parts.changed();
  }

  #inputs(flash: Flash | undefined): NotebookInputs {
    const { keymap } = this.#options;
    const { live } = this.#parts;
    const { shown } = this.#approvalFiles;
    return {
      reader: this.#session,
      situation: situationOf(this.#session),
      consented: this.#parts.consented(),
      trail: live.trail,
      ...(live.live === undefined ? {} : { live: live.live }),
      now: this.#session.deps.clock.now(),
      history: this.#history,
      prose: this.#prose,
      keyBar: (actions, columns) => keyBar(actions, keymap, columns)[0] ?? [],
      keyOf: (action) => keymap.keyName(action) || undefined,
      tails: this.#filedTails.with(live.tails),
      outputHits: this.#outputSearch.hits,
      ...(shown === undefined ? {} : { shown }),
      ...(flash === undefined ? {} : { flash: flashLine(flash) }),
      cache: this.#cache,
    };
  }
}
