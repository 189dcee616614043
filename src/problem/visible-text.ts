/** Characters that could move the cursor, hide text or turn it around: controls, bidi controls, line separators. */
const hidden = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

const escape = String.fromCodePoint(0x1b);

/** Colours and styles only (SGR): the one escape sequence that may pass, and only where it is asked for. */
const style = new RegExp(`${escape}\\[[0-9;:]*m`, 'gu');
const styleOrHidden = new RegExp(`${style.source}|${hidden.source}`, 'gu');

/** What resets every style at the end of a line that set one. */
const reset = `${escape}[0m`;

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
  const shown = overwritten(line).replaceAll(styleOrHidden, (found) => {
    if (found.length === 1) return written(found);
    return colour ? found : '';
  });
  return shown.includes(escape) ? `${shown}${reset}` : shown;
}

/** What a line of a command's output says: as `visibleLine` shows it, but without colours, and nothing written out. */
export function lineText(line: string): string {
  return overwritten(line).replaceAll(style, '');
}

/** What is left on the line after its carriage returns: the text behind the last one that has any. */
function overwritten(line: string): string {
  const ended = line.replace(/\r+$/, '');
  return ended.slice(ended.lastIndexOf('\r') + 1);
}

function written(character: string): string {
  if (character === '\t') return character;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
