import type { SyntaxNode } from '@lezer/common';
import { type MarkdownConfig, type MarkdownParser, parser } from '@lezer/markdown';
import { commonMark } from './commonmark.ts';
import { findFrontMatter, type FrontMatterLines } from './front-matter-lines.ts';
import { unifyLineBreaks } from './line-breaks.ts';
import type { Stretch } from './step-comment.ts';

/** The root, a list, one of its items, or a block quote. */
export interface Container extends Stretch {
  readonly type: 'root' | 'list' | 'item' | 'quote';
  readonly children: readonly MarkdownNode[];
}

export interface HeadingNode extends Stretch {
  readonly type: 'heading';
  readonly depth: number;
  /** Its text without the marks of the heading. */
  readonly text: Stretch;
}

export interface FenceNode extends Stretch {
  readonly type: 'fence';
  /** What stands after the opening mark. */
  readonly info: string;
  /** The closing mark. Undefined: the fence is never closed. */
  readonly closing: Stretch | undefined;
}

export interface LeafNode extends Stretch {
  readonly type: 'html' | 'paragraph' | 'other';
}

export type MarkdownNode = Container | HeadingNode | FenceNode | LeafNode;

/** A file's blocks, and its front matter, which is none of them. */
export interface MarkdownFile {
  readonly root: Container;
  readonly frontMatter: FrontMatterLines | undefined;
}

/**
 * Inside a line there are constructs that take long on hostile text, and only headings and checklist
 * items need them, so that the file is read without them first. Without definitions a paragraph stays one.
 */
const linesAsTheyAre: MarkdownConfig = {
  remove: ['LinkReference'],
  parseInline: [{ name: 'Line', before: 'Escape', parse: (cx) => cx.end }],
};

const blockParser: MarkdownParser = parser.configure([commonMark, linesAsTheyAre]);

/** The blocks of a file, with their positions. What is inside a line is left as it is. */
export function readMarkdown(text: string): MarkdownFile {
  const unified = unifyLineBreaks(text);
  const front = findFrontMatter(unified.text);
  const base = front?.end ?? 0;
  const at = (offset: number): number => unified.original(offset);
  const reading: Reading = { text: unified.text, at: (offset) => at(base + offset), base };
  const { topNode } = blockParser.parse(unified.text.slice(base));
  return {
    root: { type: 'root', start: at(base), end: text.length, children: childrenOf(reading, topNode) },
    frontMatter: front && {
      start: 0,
      end: at(front.end),
      yaml: { start: at(front.yaml.start), end: at(front.yaml.end) },
    },
  };
}

interface Reading {
  readonly text: string;
  /** The offset in the file of one in the tree. */
  at(offset: number): number;
  /** Where in `text` the tree begins. */
  readonly base: number;
}

function childrenOf(reading: Reading, node: SyntaxNode): readonly MarkdownNode[] {
  const children: MarkdownNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'ListMark' && child.name !== 'QuoteMark') children.push(toNode(reading, child));
  }
  return children;
}

function toNode(reading: Reading, node: SyntaxNode): MarkdownNode {
  const place = { start: reading.at(node.from), end: reading.at(node.to) };
  const { name } = node;
  switch (name) {
    case 'BulletList':
    case 'OrderedList':
      return { ...place, type: 'list', children: childrenOf(reading, node) };
    case 'ListItem':
      // It begins at its mark; the parser counts the indentation before that in.
      return {
        type: 'item',
        start: reading.at(node.firstChild?.from ?? node.from),
        end: place.end,
        children: childrenOf(reading, node),
      };
    case 'Blockquote':
      return { ...place, type: 'quote', children: childrenOf(reading, node) };
    case 'FencedCode':
      return fenceNode(reading, node, place);
    case 'CommentBlock':
    case 'HTMLBlock':
    case 'ProcessingInstructionBlock':
      return { ...place, type: 'html' };
    case 'Paragraph':
      return { ...place, type: 'paragraph' };
    default:
      return /^(?:ATX|Setext)Heading/.test(name)
        ? headingNode(reading, node, place)
        : { ...place, type: 'other' };
  }
}

function headingNode(reading: Reading, node: SyntaxNode, place: Stretch): HeadingNode {
  const [first, second] = node.getChildren('HeaderMark');
  const underlined = node.name.startsWith('Setext');
  const start = underlined ? node.from : (first?.to ?? node.from);
  const end = (underlined ? first?.from : second?.from) ?? node.to;
  return {
    ...place,
    type: 'heading',
    depth: Number(node.name.at(-1)),
    text: { start: reading.at(start), end: reading.at(end) },
  };
}

function fenceNode(reading: Reading, node: SyntaxNode, place: Stretch): FenceNode {
  const info = node.getChild('CodeInfo');
  const closing = node.getChildren('CodeMark')[1];
  return {
    ...place,
    type: 'fence',
    info: info === null ? '' : reading.text.slice(reading.base + info.from, reading.base + info.to),
    closing: closing && { start: reading.at(closing.from), end: reading.at(closing.to) },
  };
}
