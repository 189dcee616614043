/** Bytes without their escape sequences. */
export interface Plain {
  readonly bytes: Uint8Array;
  /** Index in the original bytes; for the index behind the last byte, the end of the original. */
  readonly original: (index: number) => number;
  /** The stretches that were taken out, by their place in the original, in order. */
  readonly escapes: readonly Escape[];
}

const escape = 0x1b;
/** A longer "sequence" is taken for text: nothing may be hidden, or held back, by one that never ends. */
const longestSequence = 2048;

/**
 * Takes escape sequences (ECMA-48: CSI, OSC and two-byte ones) out, so that text they interrupt is found.
 * One that is still incomplete at the end is taken out too.
 */
export function withoutEscapes(bytes: Uint8Array): Plain {
  let found = bytes.indexOf(escape);
  if (found < 0) return { bytes, original: (index) => index, escapes: [] };
  const kept = new Uint8Array(bytes.length);
  const cuts: Cut[] = [];
  let count = 0;
  let from = 0;
  while (found >= 0) {
    const end = sequenceEnd(bytes, found);
    if (end > found) {
      kept.set(bytes.subarray(from, found), count);
      count += found - from;
      cuts.push({ at: count, from: found, to: end });
      from = end;
    }
    found = bytes.indexOf(escape, Math.max(end, found + 1));
  }
  kept.set(bytes.subarray(from), count);
  count += bytes.length - from;
  return mapped(kept.subarray(0, count), cuts);
}

export interface Escape {
  readonly from: number;
  readonly to: number;
}

/** A sequence that stood before the kept byte `at`. */
interface Cut extends Escape {
  readonly at: number;
}

function mapped(bytes: Uint8Array, cuts: readonly Cut[]): Plain {
  return {
    bytes,
    original: (index) => {
      const cut = cuts[countUpTo(cuts, index) - 1];
      return cut === undefined ? index : cut.to + index - cut.at;
    },
    escapes: cuts,
  };
}

/** How many cuts have `at` up to this index, by halving. */
function countUpTo(cuts: readonly Cut[], index: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle]?.at ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index behind the sequence that starts at `start`, or `start` when there is none. */
function sequenceEnd(bytes: Uint8Array, start: number): number {
  const limit = Math.min(bytes.length, start + longestSequence);
  const end =
    bytes[start + 1] === 0x5d ? oscEnd(bytes, start + 2, limit) : controlEnd(bytes, start + 1, limit);
  if (end !== undefined) return end;
  return limit === bytes.length && limit - start < longestSequence ? limit : start;
}

/** OSC … BEL, or OSC … ESC \. Undefined: no end within the limit. */
function oscEnd(bytes: Uint8Array, from: number, limit: number): number | undefined {
  for (let at = from; at < limit; at++) {
    if (bytes[at] === 0x07) return at + 1;
    if (bytes[at] === escape) return bytes[at + 1] === 0x5c ? at + 2 : at;
  }
  return undefined;
}

/** ESC [ parameters intermediates final, or ESC intermediates final. A byte out of place ends it before. */
function controlEnd(bytes: Uint8Array, from: number, limit: number): number | undefined {
  const csi = bytes[from] === 0x5b;
  for (let at = csi ? from + 1 : from; at < limit; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return at;
    if (byte >= (csi ? 0x40 : 0x30)) return at + 1;
  }
  return undefined;
}
