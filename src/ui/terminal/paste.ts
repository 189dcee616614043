/** The longest paste that is taken, in UTF-16 units; what comes behind that is dropped. */
const longestPaste = 1_048_576;

const end = `${String.fromCodePoint(0x1b)}[201~`;

/** A paste on its way. */
export interface PasteCollector {
  /** Takes what came. Gives the text behind the paste's end; undefined: it goes on. */
  take(input: string): string | undefined;
  readonly text: string;
}

/** Gathers a bracketed paste. Its end can come in pieces. */
export function collectPaste(): PasteCollector {
  let parts = '';
  let tail = '';
  return {
    take(input) {
      const all = tail + input;
      const at = all.indexOf(end);
      const kept = at === -1 ? all.length - partOfEnd(all) : at;
      if (parts.length < longestPaste) parts += all.slice(0, kept);
      tail = at === -1 ? all.slice(kept) : '';
      return at === -1 ? undefined : all.slice(at + end.length);
    },
    get text() {
      return plain(parts.slice(0, longestPaste));
    },
  };
}

/** How much of the end of `text` could be the beginning of the mark. */
function partOfEnd(text: string): number {
  for (let length = Math.min(end.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(end.slice(0, length))) return length;
  }
  return 0;
}

/** Line ends as `\n`, tabs, and no other control character: none of them was meant, and some do harm. */
function plain(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, '');
}
