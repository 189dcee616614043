import type { SyntaxNode } from '@lezer/common';
import { type MarkdownParser, parser, Strikethrough } from '@lezer/markdown';
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Stretch } from './step-comment.ts';

/** What is inside the text of a heading, an item or a paragraph. */
export interface InlineText {
  /** As a person reads it: without marks, tags and comments. */
  readonly plain: string;
  /** Its HTML comments, by offsets in the text. */
  readonly comments: readonly Stretch[];
}

const inlineParser: MarkdownParser = parser.configure([
  Strikethrough,
  {
    remove:
      'ATXHeading Blockquote BulletList FencedCode HorizontalRule HTMLBlock IndentedCode LinkReference OrderedList SetextHeading'.split(
        ' ',
      ),
  },
]);

const maxInlineCharacters = 2 * 1024;

/** What begins a construct inside a line, or ends the line. Most headings and items hold none of it. */
const inlineMark = /[\\`*_~[\]<&\p{Cc}]/u;

/** Reads what is inside a text. One of more than 2 Ki characters is plain as it stands. */
export function readInline(text: string): InlineText {
  if (text.length > maxInlineCharacters || !inlineMark.test(text)) return { plain: text, comments: [] };
  const line = text.replaceAll('\r', ' ');
  const { topNode } = inlineParser.parse(line);
  return { plain: plainText(line, topNode, topNode), comments: commentsIn(topNode) };
}

function commentsIn(node: SyntaxNode): readonly Stretch[] {
  if (node.name === 'Comment') return [{ start: node.from, end: node.to }];
  return childrenOf(node).flatMap(commentsIn);
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The plain text of a node's stretch from `from` to `to`. */
function plainText(
  text: string,
  node: SyntaxNode,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  let plain = '';
  let at = from;
  for (const child of childrenOf(node)) {
    if (child.from < from || child.to > to) continue;
    plain += text.slice(at, child.from) + plainNode(text, child);
    at = child.to;
  }
  return plain + text.slice(at, to);
}

function plainNode(text: string, node: SyntaxNode): string {
  const written = text.slice(node.from, node.to);
  switch (node.name) {
    case 'Escape':
      return written.slice(1);
    case 'Entity':
      return decodeReference(written);
    case 'HardBreak':
      return ' ';
    case 'InlineCode':
      return codeText(written);
    case 'Comment':
    case 'EmphasisMark':
    case 'HTMLTag':
    case 'ProcessingInstruction':
    case 'StrikethroughMark':
      return '';
    case 'Autolink':
      return written.slice(1, -1);
    case 'Image':
    case 'Link':
      return linkText(text, node);
    case 'Emphasis':
    case 'Paragraph':
    case 'Strikethrough':
    case 'StrongEmphasis':
      return plainText(text, node, node);
    default:
      return written;
  }
}

/** The text between the brackets. Brackets that no address follows are text: there are no definitions here. */
function linkText(text: string, node: SyntaxNode): string {
  const [opening, closing, address] = node.getChildren('LinkMark');
  if (opening === undefined || closing === undefined || address === undefined)
    return plainText(text, node, node);
  return plainText(text, node, { from: opening.to, to: closing.from });
}

function codeText(written: string): string {
  const [marks = ''] = /^`+/.exec(written) ?? [];
  const code = written.slice(marks.length, -marks.length).replaceAll('\n', ' ');
  return /^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code;
}

/** `&amp;`, `&#38;` and `&#x26;`. One that HTML does not know stays as it is written. */
function decodeReference(written: string): string {
  const name = written.slice(1, -1);
  if (!name.startsWith('#')) return decodeNamedCharacterReference(name) || written;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const valid = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return String.fromCodePoint(valid ? code : 0xff_fd);
}
