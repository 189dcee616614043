import { setTimeout as delay } from 'node:timers/promises';
import type { ReactNode } from 'react';
import { askBackground, tellBackground } from './answer.ts';
import { type AttentionSequences, attentionSequences } from './attention.ts';
import { enterSequence, leaveSequence } from './control-sequences.ts';
import { type Drawing, openDrawing } from './drawing.ts';
import type { Ended, FullScreen, Size } from './full-screen.ts';
import type { Input } from './input.ts';
import { createInputReader, type InputReader } from './input-reader.ts';
import { type JobControl, watchJobControl } from './job-control.ts';
import type { FullScreenOptions } from './options.ts';
import { watchProcess } from './process-events.ts';
import { isSameSize, sizeOf } from './size.ts';
import { catchStrayOutput } from './stray-output.ts';
import { openTerminalOutput, type TerminalOutput } from './terminal-output.ts';
import { watchSize } from './watch-size.ts';

/**
 * `held`: this program draws and reads. `lent`: a child does. `stopped`: nobody here does, until SIGCONT.
 * `closed`: for good.
 */
type Holder = 'held' | 'lent' | 'stopped' | 'closed';

/** What was typed this long after the terminal came back was typed for somebody else, in milliseconds. */
const deafAfterReturn = 150;

/** Longest wait for a terminal that takes nothing any more, in milliseconds. */
const lastWordDelay = 1000;

/** The terminal in the hands of this program. Made by `openFullScreen`. */
export class HeldTerminal implements FullScreen {
  readonly ended: Promise<Ended>;
  readonly #end: (how: Ended) => void;
  readonly #options: FullScreenOptions;
  readonly #sequences: AttentionSequences;
  readonly #output: TerminalOutput;
  readonly #drawing: Drawing;
  readonly #reader: InputReader;
  readonly #jobs: JobControl;
  readonly #unwatch: () => void;
  readonly #inputs: ((input: Input) => void)[] = [];
  readonly #sizes = new Set<(size: Size) => void>();
  #holder: Holder = 'held';
  #drawn: Size;
  #shown = false;
  #title = '';
  #given: Promise<void> = Promise.resolve();
  #releasePrinting = (): void => undefined;

  constructor(options: FullScreenOptions) {
    const { promise, resolve } = Promise.withResolvers<Ended>();
    const fail = (cause: Error): void => this.#fail(cause);
    this.ended = promise;
    this.#end = resolve;
    this.#options = options;
    this.#sequences = attentionSequences(options);
    this.#drawn = this.size;
    this.#output = openTerminalOutput(options.stdout.fd, fail);
    this.#drawing = openDrawing(this.#drawn, this.#output, fail);
    this.#reader = createInputReader(options.stdin, {
      onInput: (input) => this.#guarded(() => this.#inputs.at(-1)?.(input)),
      onAnswer: (answer) => this.#guarded(() => tellBackground(answer, options.onBackground)),
      onGone: fail,
    });
    this.#jobs = watchJobControl({
      onStop: () => void this.#stop('process'),
      onContinue: () => this.#continued(),
    });
    this.#unwatch = this.#watch(fail);
    this.#take();
  }

  get size(): Size {
    return sizeOf(this.#options.stdout);
  }

  get lent(): boolean {
    return this.#is('lent');
  }

  show(element: ReactNode): void {
    this.#drawing.show(element);
    if (this.#shown) return;
    this.#shown = true;
    if (!this.#is('held')) return;
    this.#drawing.drawAnew();
    this.#reader.listen(0);
    setImmediate(() => this.#ask());
  }

  onInput(listener: (input: Input) => void): () => void {
    this.#inputs.push(listener);
    return () => {
      const at = this.#inputs.lastIndexOf(listener);
      if (at !== -1) this.#inputs.splice(at, 1);
    };
  }

  onResize(listener: (size: Size) => void): () => void {
    this.#sizes.add(listener);
    return () => this.#sizes.delete(listener);
  }

  async lend(): Promise<void> {
    if (this.#is('held')) this.#given = this.#give('lent');
    await this.#given;
  }

  async takeBack(): Promise<void> {
    await this.#given;
    if (this.#is('lent')) this.#takeAgain();
  }

  suspend(): Promise<void> {
    return this.#stop('job');
  }

  redraw(): void {
    if (this.#is('held') && this.#shown) this.#drawing.drawAnew();
  }

  attention(message: string): void {
    this.#say(this.#sequences.attention(message));
  }

  title(text: string): void {
    this.#title = this.#sequences.title(text);
    this.#say(this.#title);
  }

  copy(text: string): boolean {
    const sequence = this.#sequences.copy(text);
    if (sequence !== undefined) this.#say(sequence);
    return sequence !== undefined;
  }

  async close(): Promise<void> {
    if (this.#is('held')) this.#given = this.#give('closed');
    await this.#given;
    this.#finish({});
    await this.ended;
  }

  #ask(): void {
    if (this.#options.onBackground === undefined || !this.#is('held')) return;
    this.#output.send(askBackground);
    this.#reader.asked();
  }

  #is(holder: Holder): boolean {
    return this.#holder === holder;
  }

  #say(sequence: string): void {
    if (this.#is('held')) this.#output.send(sequence);
  }

  #take(): void {
    this.#holder = 'held';
    // First of all: in the background this stops the program until it is brought to the front.
    this.#reader.start();
    this.#output.send(`${enterSequence(this.#options.attention.title)}${this.#title}`);
    this.#releasePrinting = catchStrayOutput([process.stdout, process.stderr], (text) =>
      this.#options.onStrayOutput?.(text),
    );
  }

  #takeAgain(): void {
    this.#take();
    this.#refit();
    this.#reader.listen(deafAfterReturn);
  }

  async #give(to: Exclude<Holder, 'held'>): Promise<void> {
    this.#holder = to;
    this.#drawing.pause();
    this.#releasePrinting();
    this.#output.send(leaveSequence(this.#options.attention.title));
    await Promise.race([this.#output.drained(), delay(lastWordDelay, undefined, { ref: false })]);
    // Whoever has the terminal next must not read what it answers to us.
    await this.#reader.answered();
    await this.#reader.stop();
  }

  /** For when the event loop may not turn again. */
  #giveNow(): void {
    if (!this.#is('held')) return;
    this.#holder = 'closed';
    this.#drawing.pause();
    this.#releasePrinting();
    this.#output.sendNow(leaveSequence(this.#options.attention.title));
    void this.#reader.stop();
  }

  async #stop(who: 'job' | 'process'): Promise<void> {
    if (this.#is('stopped')) return;
    if (this.#is('held')) await this.#give('stopped');
    if (this.#is('closed')) return;
    await this.#jobs.stop(who);
    if (this.#is('stopped')) this.#takeAgain();
  }

  /** Stopped and continued by others: the shell has had the terminal meanwhile, and may have changed it. */
  #continued(): void {
    if (!this.#is('held')) return;
    this.#reader.restoreModes();
    this.#output.send(enterSequence(false));
    this.#refit();
    this.#reader.listen(deafAfterReturn);
  }

  /** Draws for the size that the terminal has now; what is on it may be anything, the same size or not. */
  #refit(): void {
    const { size } = this;
    if (!this.#is('held')) return;
    if (isSameSize(size, this.#drawn)) return this.redraw();
    this.#drawn = size;
    this.#drawing.resize(size);
    for (const listener of this.#sizes) this.#guarded(() => listener(size));
  }

  #watch(fail: (cause: Error) => void): () => void {
    const ends = watchProcess({ onExit: () => this.#giveNow(), onCrash: fail });
    const size = watchSize(() => this.#refit());
    return () => [ends, size].forEach((unwatch) => unwatch());
  }

  #guarded(call: () => void): void {
    try {
      call();
    } catch (thrown) {
      this.#fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  #fail(cause: Error): void {
    this.#giveNow();
    this.#finish({ cause });
  }

  #finish(how: Ended): void {
    this.#holder = 'closed';
    this.#unwatch();
    this.#jobs.close();
    this.#output.close();
    this.#end(how);
    // Not from within a component that is just failing.
    setImmediate(() => this.#drawing.end());
  }
}
