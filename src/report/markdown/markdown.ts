import { visibleText } from '../../problem/visible-text.ts';

/** Characters that mean something within a line of Markdown or HTML. */
const special = /[\\`*_[\]|~<>&$@]/g;

/** What would be made a link, or a list, heading or quote at the beginning of a line. */
const address = /\b(https?|ftp):(?=\/\/)/gi;
const www = /\bwww\./gi;
const blockStart = /^(\s*)([-+=:#]|\d+[.)])/;

/**
 * Text from outside as one line of Markdown that shows exactly that text: no markup, no HTML, no link, no list. Control
 * characters are written out.
 */
export function plainText(text: string): string {
  return visibleText(text.replaceAll(/\s*\r?\n\s*/g, ' ').trim())
    .replaceAll('\t', ' ')
    .replaceAll(special, escaped)
    .replaceAll(address, (_all, scheme: string) => `${scheme}\\:`)
    .replaceAll(www, (found) => `${found.slice(0, 3)}\\.`)
    .replace(blockStart, (_all, space: string, mark: string) =>
      mark.length > 1 ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`,
    );
}

/** Lines from outside as a block of code, behind a fence that none of them can close. */
export function codeBlock(text: string): readonly string[] {
  const lines = text.replace(/\n+$/, '').split(/\r?\n/).map(visibleText);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}text`, ...lines, fence];
}

/** A table; its cells are Markdown already. Empty where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [tableRow(head), tableRow(head.map(() => '---')), ...rows.map(tableRow)];
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function escaped(character: string): string {
  switch (character) {
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '&':
      return '&amp;';
    default:
      return `\\${character}`;
  }
}
