/** One character as the terminal shows it, and how many columns it takes. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
}

const tabColumns = 4;
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;
const joining = /^[\p{Mn}\p{Me}]$/u;
/** Controls, marks that reverse the direction of text, and characters of no width. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** How a character of a file is shown: nothing in a file can move the cursor or hide itself. */
export function cellOf(character: string): Cell {
  if (character === '\t') return { text: ' '.repeat(tabColumns), columns: tabColumns };
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return { text: String.fromCodePoint(0x2400 + code), columns: 1 };
  if (code === 0x7f) return { text: '\u2421', columns: 1 };
  if (invisible.test(character)) {
    const text = `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
    return { text, columns: text.length };
  }
  if (joining.test(character)) return { text: character, columns: 0 };
  return { text: character, columns: wide.test(character) ? 2 : 1 };
}

/** Text of one line made safe to show. */
export function visible(text: string): string {
  return Array.from(text, (character) => cellOf(character).text).join('');
}
