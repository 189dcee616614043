import type { LineReader } from '../lines/line-reader.ts';
import type { Page, Room } from '../lines/viewport.ts';
import type { OutputSource } from '../output-source.ts';
import { errorMatcher } from '../scan/error-matcher.ts';
import { find, type Found } from '../scan/find.ts';
import { queryMatcher } from '../scan/query-matcher.ts';
import { roomOnceFound } from './frame.ts';
import type { OutputEffect, OutputState } from './output-state.ts';
import { showFound } from './show-found.ts';

/** Milliseconds after which a search is said to go on: most have ended before. */
const patience = 150;

export interface FinderOptions {
  readonly source: OutputSource;
  readonly reader: LineReader;
  readonly now: () => {
    readonly state: OutputState;
    readonly page: Page | undefined;
    readonly room: Room | undefined;
  };
  readonly patch: (change: Partial<OutputState>) => void;
  /** Takes the change and reads its page. */
  readonly show: (change: Partial<OutputState>) => void;
  readonly failed: (thrown: unknown) => void;
}

type FindEffect = Extract<OutputEffect, { readonly effect: 'find' }>;

/** Searches through the file in the background, one search at a time, and leads the screen to what it finds. */
export class Finder {
  readonly #options: FinderOptions;
  #running: AbortController | undefined;

  constructor(options: FinderOptions) {
    this.#options = options;
  }

  find(effect: FindEffect): void {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    void this.#find(effect, running).catch(this.#options.failed);
  }

  stop(): void {
    if (this.#running === undefined) return;
    this.#running.abort();
    this.#running = undefined;
    this.#options.patch({ scan: undefined, message: { text: 'The search was stopped.', tone: 'plain' } });
  }

  async #find(effect: FindEffect, running: AbortController): Promise<void> {
    const { source, now, patch } = this.#options;
    const { query } = now().state;
    const what = effect.what === 'query' ? query : 'errors';
    const matcher = effect.what === 'query' ? queryMatcher(query) : errorMatcher;
    const began = performance.now();
    const { size } = source;
    const progress = (bytes: number): void => {
      if (performance.now() - began < patience || running.signal.aborted) return;
      patch({ scan: { what, share: bytes / Math.max(1, size) } });
    };
    const scan = { source, matcher, signal: running.signal, progress };
    const found = await find(scan, effect.direction, await this.#origin(effect));
    if (running.signal.aborted) return;
    if (found === undefined)
      patch({ scan: undefined, message: { text: nothing(effect, query), tone: 'warning' } });
    else await this.#lead(found, effect, running.signal);
    if (this.#running === running) this.#running = undefined;
  }

  /** Behind, or before, the line that was found last, as long as it is on the screen. */
  async #origin({ direction, fresh }: FindEffect): Promise<number> {
    const { reader, now } = this.#options;
    const { state, page } = now();
    const last = page?.lines.find(({ start }) => start === state.found);
    if (fresh || last === undefined) return state.anchor.offset;
    if (direction === -1) return last.start;
    return reader.startAfter(await reader.lineFrom(last.start)) ?? reader.size;
  }

  async #lead(found: Found, effect: FindEffect, signal: AbortSignal): Promise<void> {
    const { reader, now, show } = this.#options;
    const line = await reader.lineFrom(await reader.lineStart(found.offset));
    const { state, page, room } = now();
    if (room === undefined) return;
    const query = effect.what === 'query' ? state.query : '';
    const look = { page, left: state.left, room: roomOnceFound(state, room) };
    const place = await showFound(reader, line, query, look);
    if (signal.aborted) return;
    const { anchor, left, hidden } = place;
    const message = remark(found, effect, hidden);
    const leftAt = state.leftAt ?? { bytes: reader.size, lines: undefined };
    show({ anchor, left, message, leftAt, found: line.start, following: false, scan: undefined });
  }
}

function nothing({ what }: FindEffect, query: string): string {
  return what === 'error' ? 'No line looks like an error.' : `“${query}” is not in this output.`;
}

function remark({ wrapped }: Found, { direction }: FindEffect, hidden: boolean): OutputState['message'] {
  if (hidden)
    return {
      text: 'It is in the part of the line that is not shown; the pager (v) shows it.',
      tone: 'warning',
    };
  if (!wrapped) return undefined;
  const where = direction === 1 ? 'end, and went on at the beginning' : 'beginning, and went on at the end';
  return { text: `The search reached the ${where}.`, tone: 'warning' };
}
