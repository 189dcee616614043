import { visibleText } from '../../../problem/visible-text.ts';
import type { FiledOutput } from '../../../session/ports.ts';
import type { SessionFiles } from './exported.ts';

/** How many bytes of an output's beginning and of its end a document shows. */
export interface ExcerptLimits {
  readonly head: number;
  readonly tail: number;
}

/** The beginning and the end of an output, as bytes. */
export interface RawExcerpt {
  readonly head: Uint8Array;
  /** Empty where the head is the whole output. */
  readonly tail: Uint8Array;
  /** Bytes between the two. */
  readonly leftOut: number;
}

const lineFeed = 0x0a;

/**
 * The beginning and the end of an output, cut at line ends where there are any; what is between them is never read.
 * Undefined: the session has no such file.
 */
export async function excerptOf(
  files: SessionFiles,
  output: Pick<FiledOutput, 'path' | 'bytes'>,
  limits: ExcerptLimits,
): Promise<RawExcerpt | undefined> {
  const { path, bytes } = output;
  if (bytes <= limits.head + limits.tail) {
    const whole = await files.read(path, 0, bytes);
    return whole === undefined ? undefined : { head: whole, tail: new Uint8Array(), leftOut: 0 };
  }
  const head = await files.read(path, 0, limits.head);
  const tail = await files.read(path, bytes - limits.tail, limits.tail);
  if (head === undefined || tail === undefined) return undefined;
  const headEnd = head.lastIndexOf(lineFeed) + 1;
  const tailStart = tail.indexOf(lineFeed) + 1;
  const shownHead = headEnd > 0 ? head.subarray(0, headEnd) : head;
  const shownTail = tailStart > 0 && tailStart < tail.length ? tail.subarray(tailStart) : tail;
  return { head: shownHead, tail: shownTail, leftOut: bytes - shownHead.length - shownTail.length };
}

/** A character of UTF-8 that takes several bytes (RFC 3629), or one byte that is none; both as Latin-1 text. */
const beyondAscii =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Bytes as text; a byte that is no UTF-8 is written out (`\xff`). */
export function decoded(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(beyondAscii, (found) =>
      found.length === 1
        ? `\\x${found.charCodeAt(0).toString(16)}`
        : Buffer.from(found, 'latin1').toString('utf8'),
    );
}

const escape = String.fromCodePoint(0x1b);

/** Colours and styles (SGR): they say nothing, and without them no text can be hidden by its colour. */
const style = new RegExp(`${escape}\\[[0-9;:]*m`, 'gu');

/**
 * What an output says, safe to show anywhere: colours are left out, every other control character is written out. What a
 * carriage return would have covered stands on a line of its own.
 */
export function outputText(bytes: Uint8Array): string {
  return decoded(bytes)
    .replaceAll(style, '')
    .replaceAll(/\r+\n/g, '\n')
    .replaceAll('\r', '\r\n')
    .split('\n')
    .map(visibleText)
    .join('\n');
}
