import type { LogLine } from './read-lines.ts';
import { likeness } from './read-lines.ts';

/** Different messages that are told apart; of more, it is only counted. */
const mostKinds = 500;

export interface MessageKind {
  readonly count: number;
  /** The first of them, as it was written. */
  readonly example: string;
  readonly pod: string;
}

/** What was counted in logs. */
export interface Tally {
  readonly lines: number;
  readonly matching: number;
  /** When the first that matches was written. */
  readonly first: string | undefined;
  readonly kinds: ReadonlyMap<string, MessageKind>;
}

export const nothing: Tally = { lines: 0, matching: 0, first: undefined, kinds: new Map() };

/** Counts lines of one pod, and those of them that match by their kinds. */
export function tallyOf(lines: Iterable<LogLine>, pod: string, matches: (line: LogLine) => boolean): Tally {
  const kinds = new Map<string, MessageKind>();
  let count = 0;
  let matching = 0;
  let first: string | undefined;
  for (const line of lines) {
    count += 1;
    if (!matches(line)) continue;
    matching += 1;
    first ??= line.at;
    addKind(kinds, likeness(line.message), { count: 1, example: line.text, pod });
  }
  return { lines: count, matching, first, kinds };
}

export function addTallies(a: Tally, b: Tally): Tally {
  const kinds = new Map(a.kinds);
  for (const [key, kind] of b.kinds) addKind(kinds, key, kind);
  return {
    lines: a.lines + b.lines,
    matching: a.matching + b.matching,
    first: earlier(a.first, b.first),
    kinds,
  };
}

function addKind(kinds: Map<string, MessageKind>, key: string, more: MessageKind): void {
  const known = kinds.get(key);
  if (known === undefined && kinds.size >= mostKinds) return;
  kinds.set(key, known === undefined ? more : { ...known, count: known.count + more.count });
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(b) < Date.parse(a) ? b : a;
}
