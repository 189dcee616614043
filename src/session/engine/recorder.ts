import { ok, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import type { SessionRecord } from '../record.ts';
import type { SessionState } from '../state.ts';
import type { SessionDeps } from './deps.ts';
import type { SessionListener } from './listener.ts';
import { regularCheckpoints } from './regular-checkpoints.ts';

/**
 * When records have to be on the disk. `at-once`: before `record` answers. `with-next`: with the next ones, since
 * nothing happens before; the listeners hear of them only then.
 */
export type Durability = 'at-once' | 'with-next';

type Recorded = Result<readonly SessionRecord[]>;

/** Puts events into the log, folds the state, and tells the listeners of what is on the disk, in order. */
export class Recorder {
  readonly #deps: Pick<SessionDeps, 'journal' | 'actor' | 'clock'>;
  #state: SessionState;
  #listeners = new Set<SessionListener>();
  /** In the log, and not on the disk yet, with the state after each. */
  #untold: (readonly [SessionRecord, SessionState])[] = [];
  /** True while records stand behind the last checkpoint. */
  #uncovered = true;
  /** What writes to the log comes one after the other. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(deps: Pick<SessionDeps, 'journal' | 'actor' | 'clock'>, state: SessionState) {
    this.#deps = deps;
    this.#state = state;
  }

  get state(): SessionState {
    return this.#state;
  }

  get listeners(): ReadonlySet<SessionListener> {
    return this.#listeners;
  }

  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs work that ends in `record` or `checkpoint` after all that was given before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => undefined);
    return turn;
  }

  /** Only in turn. */
  async record(events: readonly SessionEvent[], durability: Durability): Promise<Recorded> {
    if (events.length === 0) return ok([]);
    const { journal, actor } = this.#deps;
    const written = await (durability === 'at-once'
      ? journal.append(events, actor)
      : journal.stage(events, actor));
    if (!written.ok) return written;
    this.#uncovered = true;
    for (const record of written.value) this.#fold(record);
    if (durability === 'at-once') this.#tell();
    if (events.some(({ type }) => type === 'signoff')) {
      const checkpoint = await this.checkpoint();
      if (!checkpoint.ok) return checkpoint;
    }
    return written;
  }

  /** Puts on the disk what is not there yet. Only in turn. */
  async settle(): Promise<Result<void>> {
    if (this.#untold.length === 0) return ok(undefined);
    const synced = await this.#deps.journal.sync();
    if (synced.ok) this.#tell();
    return synced;
  }

  /** Writes a checkpoint where records stand behind the last one. Only in turn. */
  async checkpoint(): Promise<Result<void>> {
    if (!this.#uncovered) return ok(undefined);
    const written = await this.#deps.journal.checkpoint(this.#deps.actor);
    if (!written.ok) return written;
    this.#fold(written.value);
    this.#tell();
    this.#uncovered = false;
    return ok(undefined);
  }

  /** Does work that may take long, and writes a checkpoint in regular intervals meanwhile. */
  async checkpointed<T>(work: () => Promise<T>): Promise<T> {
    const stop = regularCheckpoints(this.#deps.clock, () => this.inTurn(() => this.checkpoint()));
    try {
      return await work();
    } finally {
      stop();
    }
  }

  #fold(record: SessionRecord): void {
    this.#state = evolve(this.#state, record) ?? this.#state;
    this.#untold.push([record, this.#state]);
  }

  #tell(): void {
    const told = this.#untold;
    this.#untold = [];
    for (const [record, state] of told) {
      for (const listener of this.#listeners) listener.onRecord?.(record, state);
    }
  }
}
