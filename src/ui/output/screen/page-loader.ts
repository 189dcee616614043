import type { LineReader } from '../lines/line-reader.ts';
import {
  type Anchor,
  endAnchor,
  loadPage,
  moveDown,
  moveUp,
  type Page,
  type Room,
} from '../lines/viewport.ts';
import type { OutputState } from './output-state.ts';

export interface PageLoaderOptions {
  readonly reader: LineReader;
  readonly state: () => OutputState;
  /** The room there is now. Undefined: nothing was drawn yet. */
  readonly room: () => Room | undefined;
  readonly patch: (change: Partial<OutputState>) => void;
  /** The page was read that a key asked for. */
  readonly arrived: () => void;
  readonly failed: (thrown: unknown) => void;
}

/** Reads the lines that are to be on the screen: one page after the other, and never two for one drawing. */
export class PageLoader {
  readonly #options: PageLoaderOptions;
  #page: Page | undefined;
  #room: Room | undefined;
  #work: Promise<void> = Promise.resolve();
  #asked = false;
  #rows = 0;
  #closed = false;

  constructor(options: PageLoaderOptions) {
    this.#options = options;
  }

  get page(): Page | undefined {
    return this.#page;
  }

  /** The room that the page was read for. */
  get room(): Room | undefined {
    return this.#room;
  }

  /** Reads the page again, at the anchor of the state. */
  reload(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.later(async () => {
      this.#asked = false;
      await this.#load(this.#options.state().anchor);
    });
  }

  /** Reads the page again where the room for it has changed. */
  settle(): void {
    const room = this.#options.room();
    if (room === undefined) return;
    const { columns, rows, wrap } = room;
    if (this.#room?.columns === columns && this.#room.rows === rows && this.#room.wrap === wrap) return;
    this.reload();
  }

  /** Reads the page at another anchor, which is the state's from then on. */
  goTo(anchor: Anchor): void {
    this.later(async () => {
      await this.#load(anchor);
      this.#options.arrived();
    });
  }

  /** Scrolls by so many rows, and by all that was asked for while the page before was read. */
  scroll(rows: number): void {
    const waiting = this.#rows !== 0;
    this.#rows += rows;
    if (!waiting) this.later(() => this.#scrollAsked());
  }

  /** Does work that reads the file when all that was asked for before is done. */
  later(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#closed ? undefined : work()))
      .catch((thrown: unknown) => this.#options.failed(thrown));
  }

  close(): void {
    this.#closed = true;
  }

  async #scrollAsked(): Promise<void> {
    const rows = this.#rows;
    this.#rows = 0;
    const room = this.#room;
    if (room === undefined) return;
    const { reader, state } = this.#options;
    const { anchor } = state();
    await this.#load(
      rows < 0 ? await moveUp(reader, anchor, -rows, room) : await moveDown(reader, anchor, rows, room),
    );
    this.#options.arrived();
  }

  async #load(wanted: Anchor): Promise<void> {
    const { reader, state, room: roomNow, patch } = this.#options;
    const room = roomNow();
    if (room === undefined) return;
    this.#room = room;
    const atEnd = state().following || wanted.offset >= reader.size;
    const anchor = atEnd ? await endAnchor(reader, room) : wanted;
    this.#page = await loadPage(reader, anchor, room);
    patch({ anchor: this.#page.anchor, fault: undefined });
  }
}
