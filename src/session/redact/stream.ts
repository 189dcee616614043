import { type Plain, withoutEscapes } from './ansi.ts';
import type { Matcher, Span } from './matcher.ts';

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
  /** Bytes at the start of `held` (without escapes) that belong to a stretch already masked. */
  let covered = 0;
  let before = -1;
  let count = 0;

  function take(chunk: Buffer, final: boolean): Buffer {
    const raw = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const plain = withoutEscapes(raw);
    const { spans, hold } = matcher().scan(plain.bytes, before, final);
    if (spans.length === 0 && covered === 0 && hold === plain.bytes.length) {
      held = Buffer.alloc(0);
      before = plain.bytes.at(-1) ?? before;
      return raw;
    }
    const merged = merge(spans, covered);
    const out = new Emitter(raw, plain);
    for (const span of merged) count += out.mask(span, hold);
    const emitted = out.finish(hold);
    held = Buffer.from(raw.subarray(originalIndex(raw, plain, hold)));
    before = hold === 0 ? before : (plain.bytes[hold - 1] ?? -1);
    covered = Math.max(0, ...merged.filter(({ from }) => from < hold).map(({ to }) => to - hold));
    return emitted;
  }

  return {
    push: (chunk) => take(chunk, false),
    end: () => take(Buffer.alloc(0), true),
    redactions: () => count,
  };
}

interface Stretch extends Span {
  /** Its mask was already written with an earlier chunk. */
  readonly announced: boolean;
}

/** Overlapping spans become one stretch, named by the first. */
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

/** Writes the original bytes with stretches masked; escape sequences inside a stretch are kept, behind the mask. */
class Emitter {
  readonly #raw: Buffer;
  readonly #plain: Plain;
  readonly #parts: Buffer[] = [];
  #at = 0;

  constructor(raw: Buffer, plain: Plain) {
    this.#raw = raw;
    this.#plain = plain;
  }

  /** Masks a stretch as far as it lies before `hold`; gives how many masks were written. */
  mask(stretch: Stretch, hold: number): number {
    if (stretch.from >= hold) return 0;
    this.#copy(this.#at, stretch.from);
    if (!stretch.announced) this.#parts.push(Buffer.from(`[REDACTED:${stretch.name}]`));
    const to = Math.min(stretch.to, hold);
    this.#copyEscapes(stretch.from, to);
    this.#at = to;
    return stretch.announced ? 0 : 1;
  }

  finish(hold: number): Buffer {
    this.#copy(this.#at, hold);
    return Buffer.concat(this.#parts);
  }

  #copy(from: number, to: number): void {
    this.#parts.push(this.#raw.subarray(this.#original(from), this.#original(to)));
  }

  #copyEscapes(from: number, to: number): void {
    const { positions } = this.#plain;
    if (positions === undefined) return;
    for (let index = from; index < to; index++) {
      const start = (positions[index] ?? 0) + 1;
      const end = this.#original(index + 1);
      if (end > start) this.#parts.push(this.#raw.subarray(start, end));
    }
  }

  #original(index: number): number {
    return originalIndex(this.#raw, this.#plain, index);
  }
}

/** Where a byte was before escapes were taken out; behind the last one is the end. */
function originalIndex(raw: Buffer, plain: Plain, index: number): number {
  if (plain.positions === undefined) return index;
  return index < plain.bytes.length ? (plain.positions[index] ?? raw.length) : raw.length;
}
