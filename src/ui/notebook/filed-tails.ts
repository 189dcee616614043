import type { Session } from '../../session/engine/session.ts';
import { OutputTail } from '../output/output-tail.ts';
import { filedOutput, shownAttempt } from './model/cell/attempt.ts';
import type { OutputTail as TailLines } from './model/notebook-inputs.ts';
import { stepTrail, type Trail } from './model/trail.ts';

/** Bytes of an output's end that are read. */
const limit = 64 * 1024;
/** Lines of it that the page shows. */
const shownLines = 5;
/** Columns that such a line is cut to; the page cuts it again to its own width. */
const widestLine = 400;

interface Filed {
  readonly path: string;
  readonly tail: TailLines | undefined;
}

interface Options {
  readonly colour: boolean;
  readonly trail: () => Trail;
  readonly changed: () => void;
}

/** The last lines of outputs that were filed before this program looked, read from the session's folder when they are shown. */
export class FiledTails {
  readonly #session: Session;
  readonly #options: Options;
  readonly #filed = new Map<string, Filed>();

  constructor(session: Session, options: Options) {
    this.#session = session;
    this.#options = options;
  }

  /** These tails, and those that were read for other steps; never one of an attempt that another has followed. */
  with(live: ReadonlyMap<string, TailLines>): ReadonlyMap<string, TailLines> {
    if (this.#filed.size === 0) return live;
    const all = new Map<string, TailLines>();
    for (const [step, { path, tail }] of this.#filed) {
      if (tail !== undefined && path === this.#pathOf(step)) all.set(step, tail);
    }
    for (const [step, tail] of live) all.set(step, tail);
    return all;
  }

  /** Begins to read the tails of these steps, once each. One that can't be read is not shown; its screen says why. */
  read(steps: readonly string[]): void {
    for (const step of steps) {
      const path = this.#pathOf(step);
      if (path === undefined || this.#filed.get(step)?.path === path) continue;
      this.#filed.set(step, { path, tail: undefined });
      this.#load(step, path).catch(() => undefined);
    }
  }

  async #load(step: string, path: string): Promise<void> {
    const { journal, ports } = this.#session.deps;
    const bytes = await ports.files.readTail(`${journal.folder}/${path}`, limit);
    if (bytes.length === 0 || this.#filed.get(step)?.path !== path) return;
    const tail = new OutputTail({ now: () => 0, colour: this.#options.colour });
    tail.write(bytes);
    const lines = tail.tailLines(shownLines, widestLine);
    this.#filed.set(step, { path, tail: { lines, total: bytes.length < limit ? tail.lines : undefined } });
    tail.close();
    this.#options.changed();
  }

  #pathOf(step: string): string | undefined {
    const state = this.#session.stepState(step);
    const told = stepTrail(this.#options.trail(), step);
    const attempt = shownAttempt(state, told);
    if (attempt === undefined) return undefined;
    if (state.status.status === 'interrupted') {
      return this.#session.deps.journal.livePath(step, attempt.attempt);
    }
    return filedOutput(attempt, told)?.path;
  }
}
