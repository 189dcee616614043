import { type TokenPart, type TokenRule, wordBytes } from './token-rules.ts';

/** What was found at a place: a stretch to mask, that it may yet come with more bytes, or nothing. */
export type Found = { readonly from: number; readonly to: number } | 'partial' | undefined;

type Step = number | 'partial' | undefined;

/**
 * Reads a rule's parts from `at`, which is behind the rule's start at `start`. `final`: no more bytes will
 * come. `before` is the byte before `start`, or -1.
 */
export function readToken(
  rule: TokenRule,
  bytes: Uint8Array,
  place: { readonly start: number; readonly at: number; readonly before: number },
  final: boolean,
): Found {
  if (rule.bounded === true && isWord(place.before)) return undefined;
  let at = place.at;
  let masked: Found;
  for (const part of rule.parts) {
    const next = readPart(part, bytes, at, final);
    if (next === undefined || next === 'partial') return next;
    if ('mask' in part) masked = { from: at, to: next };
    at = next;
  }
  if (rule.bounded === true) {
    if (at >= bytes.length && !final) return 'partial';
    if (isWord(bytes[at] ?? -1)) return undefined;
  }
  return masked ?? { from: place.start, to: at };
}

function readPart(part: TokenPart, bytes: Uint8Array, at: number, final: boolean): Step {
  if ('literal' in part) {
    const read = readLiteral(part.literal, bytes, at, final);
    return read === undefined && part.optional === true ? at : read;
  }
  const end = Math.min(bytes.length, at + part.max);
  let to = at;
  while (to < end && part.of[bytes[to] ?? 0] === 1) to++;
  if (to === bytes.length && to < at + part.max && !final) return 'partial';
  if (to - at < part.min) return undefined;
  if (part.ending !== undefined && !endsWith(part.ending, bytes, to)) return undefined;
  return to;
}

function readLiteral(literal: string, bytes: Uint8Array, at: number, final: boolean): Step {
  for (let index = 0; index < literal.length; index++) {
    if (at + index >= bytes.length) return final ? undefined : 'partial';
    if (bytes[at + index] !== literal.charCodeAt(index)) return undefined;
  }
  return at + literal.length;
}

function endsWith(text: string, bytes: Uint8Array, to: number): boolean {
  return readLiteral(text, bytes, to - text.length, true) !== undefined;
}

function isWord(byte: number): boolean {
  return byte >= 0 && wordBytes[byte] === 1;
}
