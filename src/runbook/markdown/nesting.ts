/** Quotes and list items that one line may open or continue. */
const maxContainers = 12;
/** Columns of indentation before a further quote or list item, which bounds nesting over many lines. */
const maxIndentation = 48;

/**
 * Offset of the first line that nests quotes and lists too deeply, if there is one. The Markdown
 * parser takes time and memory that grow with the product of depth and length.
 */
export function tooDeeplyNested(text: string): number | undefined {
  let start = 0;
  while (start <= text.length) {
    if (containersAt(text, start)) return start;
    const next = text.indexOf('\n', start);
    if (next === -1) return undefined;
    start = next + 1;
  }
  return undefined;
}

const container = /(?:>|[-+*](?=[ \t\r\n]|$)|\d{1,9}[.)](?=[ \t\r\n]|$))/y;

/** Whether the line at `start` opens more containers than are allowed. */
function containersAt(text: string, start: number): boolean {
  let count = 0;
  let at = start;
  let indentation = 0;
  for (;;) {
    while (text[at] === ' ' || text[at] === '\t') {
      indentation += text[at] === '\t' ? 4 : 1;
      at += 1;
    }
    container.lastIndex = at;
    const found = container.exec(text);
    if (found === null) return false;
    count += 1;
    at += found[0].length;
    if (count > maxContainers || indentation > maxIndentation) return true;
  }
}
