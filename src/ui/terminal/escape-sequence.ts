/** A stretch of input that begins with ESC. */
export type Sequence =
  /** It has not all come yet; or it is a key by itself, if nothing follows. */
  | { readonly kind: 'unfinished' }
  /** `ESC [ …`; `body` is what follows that. */
  | { readonly kind: 'csi' | 'ss3'; readonly body: string; readonly end: number }
  /** A message of the terminal, or what no key sends. */
  | { readonly kind: 'ignored'; readonly end: number }
  /** ESC with something behind it that is no sequence: Alt was held, or Escape was pressed just before. */
  | { readonly kind: 'prefix' };

export const escape = String.fromCodePoint(0x1b);

/** Longer than any sequence that is meant. */
const longest = 4096;

/** What begins at `start`, where an ESC is. Offsets are in UTF-16 units. */
export function sequenceAt(input: string, start: number): Sequence {
  switch (input.charAt(start + 1)) {
    case '':
      return { kind: 'unfinished' };
    case '[':
      return csiAt(input, start + 2);
    case 'O':
      return ss3At(input, start + 2);
    case ']':
    case 'P':
    case '_':
      return messageAt(input, start + 2);
    default:
      return { kind: 'prefix' };
  }
}

function csiAt(input: string, from: number): Sequence {
  // The Linux console sends `ESC [ [ A` for F1.
  const start = input.charAt(from) === '[' ? from + 1 : from;
  let at = start;
  const limit = from + longest;
  while (at < limit && isBetween(input, at, 0x30, 0x3f)) at += 1;
  // rxvt ends keys with Shift in `$`, which elsewhere is no end.
  if (input.charAt(at) === '$' && /^\d{1,2}$/.test(input.slice(start, at))) {
    return finished('csi', input, from, at + 1);
  }
  while (at < limit && isBetween(input, at, 0x20, 0x2f)) at += 1;
  if (at >= input.length) return { kind: 'unfinished' };
  if (!isBetween(input, at, 0x40, 0x7e)) return { kind: 'ignored', end: at };
  return input.slice(from, at + 1) === 'M' ? mouseAt(input, at + 1) : finished('csi', input, from, at + 1);
}

/** An old mouse report: three characters follow, which are no keys. */
function mouseAt(input: string, from: number): Sequence {
  return input.length < from + 3 ? { kind: 'unfinished' } : { kind: 'ignored', end: from + 3 };
}

function ss3At(input: string, from: number): Sequence {
  let at = from;
  const limit = from + longest;
  while (at < limit && (isBetween(input, at, 0x30, 0x39) || input.charAt(at) === ';')) at += 1;
  if (at >= input.length) return { kind: 'unfinished' };
  const ends = isBetween(input, at, 0x40, 0x7e) || input.charAt(at) === ' ';
  return ends ? finished('ss3', input, from, at + 1) : { kind: 'ignored', end: at };
}

/** An answer of the terminal to a question: up to BEL or `ESC \`. */
function messageAt(input: string, from: number): Sequence {
  const limit = Math.min(input.length, from + longest);
  for (let at = from; at < limit; at += 1) {
    const code = input.charCodeAt(at);
    if (code === 0x07) return { kind: 'ignored', end: at + 1 };
    if (code === 0x1b) {
      if (at + 1 >= input.length) return { kind: 'unfinished' };
      return { kind: 'ignored', end: input.charAt(at + 1) === '\\' ? at + 2 : at };
    }
  }
  return limit < input.length ? { kind: 'ignored', end: limit } : { kind: 'unfinished' };
}

function finished(kind: 'csi' | 'ss3', input: string, from: number, end: number): Sequence {
  return { kind, body: input.slice(from, end), end };
}

function isBetween(input: string, at: number, low: number, high: number): boolean {
  const code = input.charCodeAt(at);
  return code >= low && code <= high;
}
