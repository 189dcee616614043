import { type Escape, withoutEscapes } from './ansi.ts';
import type { Matcher, Scan, Span } from './matcher.ts';

/** Masks secrets in a stream of bytes, wherever the chunks are cut. */
export interface RedactingStream {
  /** The bytes that are certain by now. What could still be the start of a secret is held back. */
  push(chunk: Buffer): Buffer;
  /** The rest, at the end of the stream. */
  end(): Buffer;
  /** How many stretches have been masked so far. */
  redactions(): number;
}

/** `matcher` is asked anew at every chunk, so that a secret added later is masked from then on. */
export function createStream(matcher: () => Matcher): RedactingStream {
  let held: Buffer = Buffer.alloc(0);
  /** Bytes at the start of `held` that belong to a stretch already masked. */
  let covered = 0;
  let before: Before = { raw: -1, plain: -1 };
  let count = 0;

  function take(chunk: Buffer, final: boolean): Buffer {
    const raw = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const { spans, hold, escapes, before: next } = scanBoth(matcher(), raw, before, final);
    const stretches = merge(spans, covered);
    const out = new Emitter(raw, escapes);
    for (const stretch of stretches) count += out.mask(stretch, hold);
    held = hold === raw.length ? Buffer.alloc(0) : Buffer.from(raw.subarray(hold));
    before = next;
    const begun = stretches.filter(({ from, announced }) => announced || from < hold);
    covered = Math.max(0, ...begun.map(({ to }) => to - hold));
    return out.finish(hold);
  }

  return {
    push: (chunk) => take(chunk, false),
    end: () => take(Buffer.alloc(0), true),
    redactions: () => count,
  };
}

/** The byte before the first one, as it is and without escape sequences; -1: there is none. */
interface Before {
  readonly raw: number;
  readonly plain: number;
}

interface Both extends Scan {
  readonly escapes: readonly Escape[];
  readonly before: Before;
}

/**
 * Looks at the bytes as they are and at the bytes without escape sequences: what a terminal would show,
 * and what a file would hold. All places are those of the bytes as they are.
 */
function scanBoth(matcher: Matcher, raw: Buffer, before: Before, final: boolean): Both {
  const direct = matcher.scan(raw, before.raw, final);
  const { bytes, escapes, original } = withoutEscapes(raw);
  if (escapes.length === 0) {
    const last = raw[direct.hold - 1];
    return { ...direct, escapes, before: last === undefined ? before : { raw: last, plain: last } };
  }
  const shown = matcher.scan(bytes, before.plain, final);
  const spans = shown.spans.map(({ from, to, name }) => ({
    from: original(from),
    to: original(to - 1) + 1,
    name,
  }));
  const hold = outside(escapes, Math.min(direct.hold, original(shown.hold)));
  return {
    spans: [...direct.spans, ...spans],
    hold,
    escapes,
    before: { raw: raw[hold - 1] ?? before.raw, plain: lastShown(raw, escapes, hold) ?? before.plain },
  };
}

/** The place itself, or the start of the escape sequence that it would cut. */
function outside(escapes: readonly Escape[], place: number): number {
  return escapes.find(({ from, to }) => from < place && place < to)?.from ?? place;
}

/** The last byte before `place` that belongs to no escape sequence. */
function lastShown(raw: Buffer, escapes: readonly Escape[], place: number): number | undefined {
  let at = place;
  for (const { from, to } of escapes.toReversed()) {
    if (to < at) break;
    if (to === at) at = from;
  }
  return raw[at - 1];
}

interface Stretch extends Span {
  /** Its mask was already written with an earlier chunk. */
  readonly announced: boolean;
}

/** Overlapping spans become one stretch, named by the first and longest. */
function merge(spans: readonly Span[], covered: number): readonly Stretch[] {
  const sorted = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const merged: Stretch[] = covered > 0 ? [{ from: 0, to: covered, name: '', announced: true }] : [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && span.from < last.to) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, span.to) };
    } else {
      merged.push({ ...span, announced: false });
    }
  }
  return merged;
}

/** Writes the bytes with stretches masked. Escape sequences inside a stretch are kept, behind its mask. */
class Emitter {
  readonly #raw: Buffer;
  readonly #escapes: readonly Escape[];
  readonly #parts: Buffer[] = [];
  #at = 0;
  #nextEscape = 0;

  constructor(raw: Buffer, escapes: readonly Escape[]) {
    this.#raw = raw;
    this.#escapes = escapes;
  }

  /** Masks a stretch as far as it lies before `hold`; gives how many masks were written. */
  mask(stretch: Stretch, hold: number): number {
    if (stretch.from >= hold) return 0;
    this.#copyTo(stretch.from);
    if (!stretch.announced) this.#parts.push(Buffer.from(`[REDACTED:${stretch.name}]`));
    this.#at = Math.min(stretch.to, hold);
    this.#copyEscapes(stretch.from);
    return stretch.announced ? 0 : 1;
  }

  finish(hold: number): Buffer {
    if (this.#parts.length === 0) return this.#raw.subarray(0, hold);
    this.#copyTo(hold);
    return Buffer.concat(this.#parts);
  }

  #copyTo(end: number): void {
    this.#parts.push(this.#raw.subarray(this.#at, end));
    this.#at = end;
  }

  /** Those between `from` and where we are. Stretches come in order, so the list is walked once. */
  #copyEscapes(from: number): void {
    for (let escape = this.#escapes[this.#nextEscape]; escape !== undefined && escape.to <= this.#at; ) {
      if (escape.from >= from) this.#parts.push(this.#raw.subarray(escape.from, escape.to));
      escape = this.#escapes[++this.#nextEscape];
    }
  }
}
