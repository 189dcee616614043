import { errorText, type Problem } from '../../problem/problem.ts';
import type { ActionId } from '../keymap/actions.ts';
import type { Size } from '../terminal/full-screen.ts';
import { type Input, type Paste, pasteRefused } from '../terminal/input.ts';
import { LineIndex } from './lines/line-index.ts';
import { LineReader } from './lines/line-reader.ts';
import { type Room, top } from './lines/viewport.ts';
import { pagerArgv } from './pager.ts';
import { columnsOf } from './rows/lay-out.ts';
import { Finder } from './screen/finder.ts';
import { copiedText } from './screen/copied-text.ts';
import { count, timeOfDay } from './screen/header.ts';
import { PageLoader } from './screen/page-loader.ts';
import { fieldInput, outputKey } from './screen/output-key.ts';
import { initialState, type OutputEffect, type OutputState, type Update } from './screen/output-state.ts';
import { outputFrame, outputView, type Shown } from './screen/output-view.ts';
import { saveOutput } from './screen/save-output.ts';
import type { OutputScreen, OutputScreenOptions, OutputView } from './screen-options.ts';
import { throttle } from './throttle.ts';

/** Opens the screen over an output: its end is shown first, its lines are counted in the background. */
export function createOutputScreen(options: OutputScreenOptions): OutputScreen {
  return new Screen(options);
}

class Screen implements OutputScreen {
  readonly #options: OutputScreenOptions;
  readonly #index: LineIndex;
  readonly #reader: LineReader;
  readonly #pages: PageLoader;
  readonly #finder: Finder;
  readonly #listeners = new Set<() => void>();
  readonly #notify = throttle(() => this.#listeners.forEach((each) => each()));
  readonly #grown = throttle(() => this.#look());
  readonly #forget: () => void;
  #state: OutputState = initialState;
  #size: Size | undefined;
  #closed = false;

  constructor(options: OutputScreenOptions) {
    this.#options = options;
    const { source, colour } = options;
    this.#index = new LineIndex(source, () => this.#grown.ask());
    this.#reader = new LineReader(source, this.#index, colour);
    this.#pages = new PageLoader({
      reader: this.#reader,
      state: () => this.#state,
      room: () => this.#room(),
      patch: (change) => this.#patch(change),
      arrived: () => this.#notify.now(),
      failed: this.#failed,
    });
    this.#finder = new Finder({
      source,
      reader: this.#reader,
      now: () => ({ state: this.#state, page: this.#pages.page, room: this.#pages.room }),
      patch: (change) => this.#patch(change),
      show: (change) => this.#show(change),
      failed: this.#failed,
    });
    this.#forget = source.onChange(() => this.#grown.ask());
    this.#look();
  }

  input(input: Input): boolean {
    const { field, query } = this.#state;
    if (field !== undefined) return this.#apply(fieldInput(this.#state, field, input));
    if (input.input === 'paste') return this.#refused(input);
    const action = this.#options.actionFor(input.chord, { screen: 'output', searching: query !== '' });
    return action !== undefined && this.act(action);
  }

  act(action: ActionId): boolean {
    return this.#apply(outputKey(this.#state, action));
  }

  view(size: Size): OutputView {
    this.#size = size;
    this.#pages.settle();
    return outputView(this.#shown(), size);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#pages.close();
    this.#finder.stop();
    this.#index.close();
    this.#forget();
    this.#grown.stop();
    this.#notify.stop();
    this.#listeners.clear();
  }

  #apply(update: Update | undefined): boolean {
    if (update === undefined) return false;
    this.#patch(update.state);
    if (update.effect !== undefined) this.#carryOut(update.effect);
    this.#notify.now();
    return true;
  }

  #carryOut(effect: OutputEffect): void {
    const { source, onClose } = this.#options;
    switch (effect.effect) {
      case 'scroll':
        return this.#scroll(effect.by, effect.direction);
      case 'first':
        return this.#show({ ...this.#leftEnd(), anchor: top, left: 0 });
      case 'pause':
        return this.#patch(this.#leftEnd());
      case 'last':
        return this.#show({ following: true, leftAt: undefined });
      case 'sideways':
        return this.#sideways(effect.direction);
      case 'mark':
        return this.#mark();
      case 'next-mark':
        return this.#nextMark();
      case 'find':
        return this.#finder.find(effect);
      case 'stop-finding':
        return this.#finder.stop();
      case 'copy':
        return this.#pages.later(() => this.#copy());
      case 'page':
        return this.#tell(this.#options.page(pagerArgv(this.#options.pager, source.path)));
      case 'ask-where':
        return this.#patch({ field: { field: 'save', text: this.#fileName() } });
      case 'save':
        return void saveOutput(this.#options, effect).then((change) => this.#patch(change), this.#failed);
      case 'close':
        return onClose();
    }
  }

  #scroll(by: 'line' | 'half' | 'page', direction: 1 | -1): void {
    this.#finder.stop();
    if (this.#state.following && direction === 1) return;
    const rows = this.#pages.room?.rows ?? 1;
    const step = { line: 1, half: Math.max(1, Math.floor(rows / 2)), page: Math.max(1, rows - 1) }[by];
    this.#patch(this.#leftEnd());
    this.#pages.scroll(step * direction);
  }

  #sideways(direction: 1 | -1): void {
    const { wrap, left } = this.#state;
    if (wrap) return this.#note('Long lines are broken; w cuts them, to be scrolled.');
    const columns = this.#pages.room?.columns ?? 0;
    const widest = Math.max(0, ...(this.#pages.page?.lines ?? []).map(columnsOf));
    const furthest = Math.max(left, widest - Math.floor(columns / 2), 0);
    this.#patch({ left: Math.max(0, Math.min(furthest, left + direction * Math.floor(columns / 2))) });
  }

  #mark(): void {
    const first = this.#pages.page?.lines[0];
    if (first === undefined) return;
    const { marks } = this.#state;
    const without = marks.filter((each) => each !== first.start);
    const sorted = [...marks, first.start].toSorted((one, other) => one - other);
    this.#patch({ marks: without.length < marks.length ? without : sorted });
  }

  #nextMark(): void {
    const { marks, anchor } = this.#state;
    const next = marks.find((each) => each > anchor.offset) ?? marks[0];
    if (next === undefined) return this.#note('There is no mark; m marks the line at the top.');
    this.#show({ ...this.#leftEnd(), anchor: { offset: next, row: 0 } });
  }

  async #copy(): Promise<void> {
    const { page } = this.#pages;
    if (page === undefined) return;
    const copied = await copiedText(this.#reader, page, this.#state.marks);
    if (!copied.ok) return this.#say(copied.problems[0]);
    this.#options.copy(copied.value.text);
    const { lines } = copied.value;
    this.#patch({
      message: { text: `Gave ${count(lines, 'line')} to the terminal’s clipboard.`, tone: 'good' },
    });
  }

  #fileName(): string {
    const { step, attempt } = this.#options.heading();
    return `${step.replaceAll(/[^\w.-]+/g, '-').replace(/^[.-]+/, '')}.${attempt}.log`;
  }

  #tell(work: Promise<Problem | undefined>): void {
    void work.then((found) => this.#say(found), this.#failed);
  }

  #refused(paste: Paste): true {
    this.#note(pasteRefused(paste));
    return true;
  }

  #note(text: string): void {
    this.#patch({ message: { text, tone: 'plain' } });
  }

  #say(found: Problem | undefined): void {
    if (found === undefined) return;
    const hint = found.hint === undefined ? '' : ` ${found.hint}.`;
    this.#patch({ message: { text: `${found.message}${hint}`, tone: 'bad' } });
  }

  /** What changes when the operator leaves the end: from here on, what comes is counted as new. */
  #leftEnd(): Partial<OutputState> {
    if (!this.#state.following) return {};
    const { count: lines, exact } = this.#index.lines;
    const leftAt = { bytes: this.#options.source.size, lines: exact ? lines : undefined };
    return { following: false, leftAt };
  }

  #show({ anchor, ...change }: Partial<OutputState>): void {
    this.#patch(change);
    this.#pages.goTo(anchor ?? this.#state.anchor);
  }

  #look(): void {
    this.#index.run().catch(this.#failed);
    this.#notify.ask();
    this.#pages.reload();
  }

  readonly #failed = (thrown: unknown): void => this.#patch({ fault: errorText(thrown), scan: undefined });

  #patch(change: Partial<OutputState>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...change };
    this.#pages.settle();
    this.#notify.ask();
  }

  #room(): Room | undefined {
    return this.#size === undefined ? undefined : outputFrame(this.#shown(), this.#size).room;
  }

  #shown(): Shown {
    const { source, heading, timeAt = () => undefined, clockTime = timeOfDay } = this.#options;
    const { size, growing } = source;
    const file = { size, growing, lines: this.#index.lines, counted: this.#index.scanned };
    return { state: this.#state, heading: heading(), file, page: this.#pages.page, timeAt, clockTime };
  }
}
