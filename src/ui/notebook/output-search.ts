import type { Session } from '../../session/engine/session.ts';
import { queryMatcher } from '../output/scan/query-matcher.ts';
import { scanForward } from '../output/scan/scan.ts';
import type { OutputSource } from '../output/output-source.ts';
import { stepTrail, type Trail } from './model/trail.ts';
import type { NotebookOptions } from './notebook-options.ts';

/** Matching lines of one output that are counted; the screen of the output itself knows all. */
const mostHits = 99;

/** Looks for what is searched in the outputs of all steps, in the background. */
export class OutputSearch {
  readonly #session: Session;
  readonly #openOutput: NotebookOptions['openOutput'];
  readonly #trail: () => Trail;
  readonly #changed: () => void;
  #running = new AbortController();
  #hits: ReadonlyMap<string, number> = new Map();

  constructor(
    session: Session,
    { openOutput }: Pick<NotebookOptions, 'openOutput'>,
    trail: () => Trail,
    changed: () => void,
  ) {
    this.#session = session;
    this.#openOutput = openOutput;
    this.#trail = trail;
    this.#changed = changed;
  }

  /** Matching lines by step id, as far as they are found. */
  get hits(): ReadonlyMap<string, number> {
    return this.#hits;
  }

  /** Looks for this from now on; an empty text ends it. */
  look(query: string): void {
    this.close();
    this.#running = new AbortController();
    this.#hits = new Map();
    if (query !== '') void this.#lookIn(query, this.#running.signal);
  }

  close(): void {
    this.#running.abort();
  }

  async #lookIn(query: string, signal: AbortSignal): Promise<void> {
    for (const { id } of this.#session.track) {
      const path = lastOutput(this.#trail(), id);
      if (path === undefined) continue;
      const hits = await this.#count(`${this.#session.deps.journal.folder}/${path}`, query, signal);
      // Another search may have begun meanwhile, whose hits these are not.
      if (signal.aborted) return;
      if (hits > 0) this.#found(id, hits);
    }
  }

  #found(id: string, hits: number): void {
    this.#hits = new Map(this.#hits).set(id, hits);
    this.#changed();
  }

  /** An output that can't be read holds no match; its own screen says what is wrong with it. */
  async #count(path: string, query: string, signal: AbortSignal): Promise<number> {
    try {
      const source = await this.#openOutput(path, false);
      try {
        return await countMatches(source, query, signal);
      } finally {
        await source.close();
      }
    } catch {
      return 0;
    }
  }
}

/** Where the newest output of a step lies, below the session's folder. */
function lastOutput(trail: Trail, step: string): string | undefined {
  const { attempts } = stepTrail(trail, step);
  return attempts.findLast(({ finished }) => finished?.output !== undefined)?.finished?.output?.path;
}

async function countMatches(source: OutputSource, query: string, signal: AbortSignal): Promise<number> {
  const scan = { source, matcher: queryMatcher(query), signal, progress: () => undefined };
  let hits = 0;
  let from = 0;
  while (hits < mostHits) {
    const found = await scanForward(scan, from, source.size);
    if (found === undefined) return hits;
    hits += 1;
    from = await lineAfter(source, found);
  }
  return hits;
}

/** Where the line behind the one at this place begins. */
async function lineAfter(source: OutputSource, at: number): Promise<number> {
  const slice = 64 * 1024;
  for (let from = at; from < source.size; from += slice) {
    const end = (await source.read(from, slice)).indexOf(0x0a);
    if (end >= 0) return from + end + 1;
  }
  return source.size;
}
