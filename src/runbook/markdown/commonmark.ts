import type { BlockContext, Line, MarkdownConfig } from '@lezer/markdown';

/*
 * Where @lezer/markdown 1.8 departs from CommonMark 0.31 in ways that would hide a step. `blocks.test.ts`
 * compares the whole with another parser.
 */

const tagNames =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|' +
  'track|ul';
const attribute = '\\s+[a-z_:][\\w.:-]*(?:\\s*=\\s*(?:[^\\s"\'=<>`]+|\'[^\']*\'|"[^"]*"))?';

const lessThan = '<'.codePointAt(0);

/** Start conditions 6 and 7 of an HTML block (CommonMark 4.6): those that a blank line ends. */
const knownTag = new RegExp(`^</?(?:${tagNames})(?:\\s|/?>|$)`, 'i');
const anyTag = new RegExp(
  `^(?:<(?!script|style|pre|textarea)[a-z][a-z0-9-]*(?:${attribute})*\\s*/?>|</[a-z][a-z0-9-]*\\s*>)\\s*$`,
  'i',
);

const listMark = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;

/** True where a line does not go on with all the quotes and items that the line before it was in. */
function leavesContainer(cx: BlockContext, line: Line): boolean {
  // The parser's own count of those that do; its types keep it to itself.
  return 'depth' in line && typeof line.depth === 'number' && line.depth < cx.depth;
}

/** An HTML block that ends at a blank line, which in a quote is one that holds the quote's mark alone. */
function htmlUntilBlank(cx: BlockContext, line: Line): boolean {
  if (line.next !== lessThan) return false;
  const rest = line.text.slice(line.pos);
  if (!knownTag.test(rest) && !anyTag.test(rest)) return false;
  const from = cx.lineStart + line.pos;
  while (cx.nextLine() && !leavesContainer(cx, line) && line.next !== -1);
  cx.addElement(cx.elt('HTMLBlock', from, cx.prevLineEnd()));
  return true;
}

/**
 * An item that begins outside of the paragraph's own container ends the paragraph, whatever its number
 * and even if it is empty: the rule that it may not interrupt one is for the same container only.
 */
function itemOutside(cx: BlockContext, line: Line): boolean {
  return leavesContainer(cx, line) && listMark.test(line.text.slice(line.pos));
}

export const commonMark: MarkdownConfig = {
  parseBlock: [
    { name: 'HTMLUntilBlank', parse: htmlUntilBlank, before: 'HTMLBlock' },
    { name: 'ItemOutside', endLeaf: itemOutside },
  ],
};
