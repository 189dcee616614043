/** Bytes without their escape sequences, and where each of them was. */
export interface Plain {
  readonly bytes: Uint8Array;
  /** Index in the original, by index here. Undefined: nothing was taken out. */
  readonly positions: Uint32Array | undefined;
}

const escape = 0x1b;
/** A longer "sequence" is taken for text: nothing may be hidden, or held back, by one that never ends. */
const longestSequence = 2048;

/**
 * Takes escape sequences (ECMA-48: CSI, OSC and two-byte ones) out, so that text they interrupt is found.
 * One that is still incomplete at the end is taken out too.
 */
export function withoutEscapes(bytes: Uint8Array): Plain {
  if (!bytes.includes(escape)) return { bytes, positions: undefined };
  const kept = new Uint8Array(bytes.length);
  const positions = new Uint32Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes[at] === escape ? sequenceEnd(bytes, at) : at;
    if (end > at) {
      at = end;
      continue;
    }
    kept[count] = bytes[at] ?? 0;
    positions[count] = at;
    count++;
    at++;
  }
  return { bytes: kept.subarray(0, count), positions: positions.subarray(0, count) };
}

/** The index behind the sequence that starts at `start`, or `start` when there is none. */
function sequenceEnd(bytes: Uint8Array, start: number): number {
  const limit = Math.min(bytes.length, start + longestSequence);
  const end = bytes[start + 1] === 0x5d ? oscEnd(bytes, start + 2, limit) : controlEnd(bytes, start + 1, limit);
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
