/** Characters that could move the cursor, hide text or turn it around: controls, bidi controls, line separators. */
const hidden = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** Colours and styles only (SGR): the one escape sequence that may pass, and only where it is asked for. */
const styleOrHidden = /\u{1b}\[[0-9;:]*m|[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** What resets every style at the end of a line that set one. */
const reset = '\u{1b}[0m';

/**
 * Text that came from outside, safe to show on one line: tabs stay, every other control character is
 * written out (`\x1b`, `\u202e`), line ends too.
 */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, written);
}

/**
 * A line of a command's output, safe to show: colours stay where `colour` says so and end with the line;
 * a carriage return shows what was written last, as a terminal would; everything else is written out.
 */
export function visibleLine(line: string, colour: boolean): string {
  const kept = overwritten(line);
  let styled = false;
  const shown = kept.replaceAll(styleOrHidden, (found) => {
    if (found.length === 1) return written(found);
    styled = true;
    return colour ? found : '';
  });
  return styled && colour ? `${shown}${reset}` : shown;
}

/** What is left on the line after its carriage returns: the text behind the last one that has any. */
function overwritten(line: string): string {
  const ended = line.replace(/\r+$/, '');
  return ended.slice(ended.lastIndexOf('\r') + 1);
}

function written(character: string): string {
  if (character === '\t') return character;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
