import { formsOf } from './encodings.ts';
import { type Found, readToken } from './read-token.ts';
import { type TokenRule, tokenRules } from './token-rules.ts';

/** A stretch of bytes to mask. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

export interface Scan {
  /** In order of their start; they may overlap. */
  readonly spans: readonly Span[];
  /** From here on the bytes could be the start of something that more bytes complete. */
  readonly hold: number;
}

/** One text to look for. Bytes of a rule's start are in lower case when `anyCase`. */
interface Needle {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rule: TokenRule | undefined;
}

/** Looks for all forms of all secrets, and for all token rules, in one pass over the bytes. */
export class Matcher {
  /** Index into `#buckets` by the first two bytes; 0: nothing starts so. */
  readonly #byPair = new Uint16Array(65_536);
  readonly #byFirst: Needle[][] = Array.from({ length: 256 }, () => []);
  readonly #buckets: Needle[][] = [[]];

  constructor(secrets: ReadonlyMap<string, string>) {
    const forms = [...secrets].flatMap(([value, name]) => formsOf(value).map((form) => ({ name, form })));
    // The longest first: it gives the name where several start at one place.
    const literals = forms.map(({ name, form }) => ({
      name,
      bytes: Buffer.from(form, 'utf8'),
      rule: undefined,
    }));
    for (const needle of literals.toSorted((a, b) => b.bytes.length - a.bytes.length)) this.#add(needle);
    for (const rule of tokenRules) for (const start of rule.starts) this.#add(ruleNeedle(rule, start));
  }

  /** `before` is the byte before the first one, or -1. `final`: no more bytes will come. */
  scan(bytes: Uint8Array, before: number, final: boolean): Scan {
    const spans: Span[] = [];
    const last = bytes.length - 1;
    const byPair = this.#byPair;
    let hold = bytes.length;
    let byte = bytes[0] ?? 0;
    for (let at = 0; at < last; at++) {
      const next = bytes[at + 1] ?? 0;
      const bucket = byPair[(byte << 8) | next] ?? 0;
      byte = next;
      if (bucket === 0) continue;
      const needles = this.#buckets[bucket] ?? [];
      if (look(needles, bytes, at, at === 0 ? before : (bytes[at - 1] ?? -1), final, spans))
        hold = Math.min(hold, at);
    }
    if (!final && last >= 0 && (this.#byFirst[byte] ?? []).length > 0) hold = Math.min(hold, last);
    return { spans, hold };
  }

  #add(needle: Needle): void {
    const pairs = needle.rule?.anyCase === true ? casePairs(needle.bytes) : [pairOf(needle.bytes)];
    for (const [first, second] of pairs) {
      const key = (first << 8) | second;
      if (this.#byPair[key] === 0) this.#byPair[key] = this.#buckets.push([]) - 1;
      this.#buckets[this.#byPair[key] ?? 0]?.push(needle);
      this.#byFirst[first]?.push(needle);
    }
  }
}

/** Adds what starts at `at` to the spans; true when more bytes could complete something there. */
function look(
  needles: readonly Needle[],
  bytes: Uint8Array,
  at: number,
  before: number,
  final: boolean,
  spans: Span[],
): boolean {
  let partial = false;
  for (const needle of needles) {
    const found = read(needle, bytes, at, before, final);
    if (found === 'partial') partial = true;
    else if (found !== undefined) spans.push({ ...found, name: needle.name });
  }
  return partial;
}

function read(needle: Needle, bytes: Uint8Array, start: number, before: number, final: boolean): Found {
  const wanted = needle.bytes;
  const length = Math.min(wanted.length, bytes.length - start);
  const fold = needle.rule?.anyCase === true ? 0x20 : 0;
  for (let index = 2; index < length; index++) {
    if (((bytes[start + index] ?? 0) | fold) !== wanted[index]) return undefined;
  }
  if (length < wanted.length) return final ? undefined : 'partial';
  const at = start + wanted.length;
  if (needle.rule === undefined) return { from: start, to: at };
  return readToken(needle.rule, bytes, { start, at, before }, final);
}

function ruleNeedle(rule: TokenRule, start: string): Needle {
  const text = rule.anyCase === true ? start.toLowerCase() : start;
  return { name: rule.name, bytes: Buffer.from(text, 'latin1'), rule };
}

function pairOf(bytes: Uint8Array): readonly [number, number] {
  return [bytes[0] ?? 0, bytes[1] ?? 0];
}

function casePairs(bytes: Uint8Array): readonly (readonly [number, number])[] {
  const [first, second] = pairOf(bytes);
  return [first, first & 0xdf].flatMap((a) => [second, second & 0xdf].map((b) => [a, b] as const));
}
