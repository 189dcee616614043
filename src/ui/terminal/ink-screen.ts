import { Writable } from 'node:stream';
import { onEmptyScreen } from './control-sequences.ts';
import type { Size } from './full-screen.ts';
import type { TerminalOutput } from './terminal-output.ts';

/**
 * The terminal as Ink sees it. It stands between the two so that nothing is drawn while a child has the
 * terminal, and so that a slow link gets the newest frame instead of every one.
 */
export class InkScreen extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  #batch = '';
  #held = '';
  #waits = false;
  #stale = false;
  #muted = true;
  #startsAnew = false;
  readonly #output: TerminalOutput;
  readonly #onStale: () => void;

  /** `onStale` is asked for a whole frame when differences were dropped. */
  constructor(size: Size, output: TerminalOutput, onStale: () => void) {
    super({ decodeStrings: false });
    this.columns = size.columns;
    this.rows = size.rows;
    this.#output = output;
    this.#onStale = onStale;
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.#muted && typeof chunk === 'string' && chunk !== '') this.#add(chunk);
    done();
  }

  /** From now on nothing that is drawn reaches the terminal. */
  mute(): void {
    this.#muted = true;
    this.#batch = '';
    this.#held = '';
    this.#stale = false;
  }

  /** What is drawn next is a whole frame and goes on an empty screen. */
  startAnew(): void {
    this.mute();
    this.#muted = false;
    this.#startsAnew = true;
  }

  /** Takes on a new size; who draws is told of it. */
  resize(size: Size): void {
    this.columns = size.columns;
    this.rows = size.rows;
    this.emit('resize');
  }

  /** What is written at once belongs together: a frame and the marks around it. */
  #add(text: string): void {
    if (this.#batch === '') queueMicrotask(() => this.#finish());
    this.#batch += text;
  }

  #finish(): void {
    if (this.#batch === '') return;
    const frame = this.#startsAnew ? onEmptyScreen(this.#batch) : this.#batch;
    this.#startsAnew = false;
    this.#batch = '';
    if (this.#output.waiting === 0) this.#output.send(frame);
    else this.#hold(frame);
  }

  /** What waits is never longer than a whole frame: then a whole one is drawn instead, once there is room. */
  #hold(frame: string): void {
    if (!this.#waits) {
      this.#waits = true;
      void this.#output.drained().then(() => this.#release());
    }
    if (this.#stale) return;
    this.#held += frame;
    if (this.#held.length <= this.columns * this.rows) return;
    this.#stale = true;
    this.#held = '';
  }

  #release(): void {
    const held = this.#held;
    const stale = this.#stale;
    this.#waits = false;
    this.#held = '';
    this.#stale = false;
    if (this.#muted) return;
    if (stale) this.#onStale();
    else this.#output.send(held);
  }
}
