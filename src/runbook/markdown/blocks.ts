import { blankQuoteMarks } from './quote-marks.ts';
import { fenceBody } from './fence-body.ts';
import { type InlineText, readInline } from './read-inline.ts';
import {
  type Container,
  type FenceNode,
  type HeadingNode,
  type MarkdownNode,
  readMarkdown,
} from './read-markdown.ts';
import { type StepComment, type Stretch, stepComments } from './step-comment.ts';

interface InFile extends Stretch {
  /** What directly holds the block; blocks are neighbours only within the same one. */
  readonly parent: Container;
  /** How many block quotes it is inside of. */
  readonly quotes: number;
}

export interface HeadingBlock extends InFile {
  readonly type: 'heading';
  readonly depth: number;
  readonly text: string;
}

export interface CommentBlock extends InFile {
  readonly type: 'comment';
  readonly comment: StepComment;
}

/** A task of a list. It ends where its own text ends; what is nested in it are blocks of their own. */
export interface ItemBlock extends InFile {
  readonly type: 'item';
  readonly node: Container;
  /** Its text as Markdown on one line, and as plain text; step comments are left out. */
  readonly markdown: string;
  readonly plain: string;
  /** Step comments within its text. */
  readonly comments: readonly StepComment[];
}

export interface FenceBlock extends InFile {
  readonly type: 'fence';
  /** First word of the info string, in lower case. */
  readonly language: string;
  readonly meta: string;
  readonly body: string;
  /** The lines between the fences. */
  readonly content: Stretch;
  readonly closed: boolean;
}

export interface FrontMatterBlock extends InFile {
  readonly type: 'front-matter';
  readonly yaml: Stretch;
}

export interface OtherBlock extends InFile {
  readonly type: 'other';
}

export type Block = HeadingBlock | CommentBlock | ItemBlock | FenceBlock | FrontMatterBlock | OtherBlock;

/** What of a Markdown file matters for its steps, as a flat list in the order of the file. */
export function readBlocks(text: string): readonly Block[] {
  const { root, frontMatter } = readMarkdown(text);
  const blocks: Block[] = [];
  if (frontMatter !== undefined) {
    blocks.push({ ...frontMatter, type: 'front-matter', parent: root, quotes: 0 });
  }
  visitAll({ text, blocks, parent: root, quotes: 0 }, root.children);
  return blocks;
}

interface Visit {
  readonly text: string;
  readonly blocks: Block[];
  readonly parent: Container;
  readonly quotes: number;
}

function visitAll(state: Visit, nodes: readonly MarkdownNode[]): void {
  for (const node of nodes) visit(state, node);
}

function visit(state: Visit, node: MarkdownNode): void {
  const at = place(state, node);
  switch (node.type) {
    case 'heading':
      state.blocks.push(headingBlock(state, node, at));
      return;
    case 'fence':
      state.blocks.push(fenceBlock(state, node, at));
      return;
    case 'html':
      state.blocks.push(...htmlBlocks(state, at));
      return;
    case 'paragraph':
      state.blocks.push({ ...at, type: 'other' }, ...inlineComments(state, at));
      return;
    case 'item':
      visitItem(state, node);
      return;
    case 'quote':
      visitAll({ ...state, parent: node, quotes: state.quotes + 1 }, node.children);
      return;
    case 'list':
    case 'root':
      visitAll({ ...state, parent: node }, node.children);
      return;
    case 'other':
      state.blocks.push({ ...at, type: 'other' });
  }
}

/** A task is a step, and what is nested in it are blocks of their own. */
function visitItem(state: Visit, item: Container): void {
  const inside = { ...state, parent: item };
  const [first, ...rest] = item.children;
  const text = first?.type === 'paragraph' ? taskText(state.text, first) : undefined;
  if (text === undefined) {
    visitAll(inside, item.children);
    return;
  }
  state.blocks.push(itemBlock(state, item, text));
  visitAll(inside, rest);
}

/** What follows the brackets of a task, by GitHub's rule: white space, and then more. Undefined: it is no task. */
function taskText(text: string, { start, end }: Stretch): Stretch | undefined {
  const isTask = /^\[[\sxX]\](?:[\r\n]|[ \t]+[^ \t])/.test(text.slice(start, end));
  return isTask ? { start: start + 4, end } : undefined;
}

function place(state: Visit, { start, end }: Stretch): InFile {
  return { start, end, parent: state.parent, quotes: state.quotes };
}

function headingBlock(state: Visit, node: HeadingNode, at: InFile): HeadingBlock {
  const source = blankQuoteMarks(state.text.slice(node.text.start, node.text.end), state.quotes);
  return { ...at, type: 'heading', depth: node.depth, text: oneLine(readInline(source.trim()).plain) };
}

function itemBlock(state: Visit, item: Container, text: Stretch): ItemBlock {
  const source = blankQuoteMarks(state.text.slice(text.start, text.end), state.quotes);
  const inline = readInline(source);
  const comments = commentsIn(state, text.start, inline);
  return {
    type: 'item',
    node: item,
    parent: state.parent,
    quotes: state.quotes,
    start: item.start,
    end: text.end,
    markdown: oneLine(without(source, comments, text.start)),
    plain: oneLine(inline.plain),
    comments,
  };
}

/** Step comments inside a text that starts at `start`. */
function commentsIn(state: Visit, start: number, { comments }: InlineText): readonly StepComment[] {
  return comments.flatMap((each) =>
    stepComments(state.text, { start: start + each.start, end: start + each.end }),
  );
}

function inlineComments(state: Visit, at: InFile): readonly CommentBlock[] {
  const source = state.text.slice(at.start, at.end);
  if (!source.includes('<!--')) return [];
  const inline = readInline(blankQuoteMarks(source, at.quotes));
  return commentsIn(state, at.start, inline).map((comment) => commentBlock(at, comment));
}

function commentBlock(at: InFile, comment: StepComment): CommentBlock {
  return { ...at, type: 'comment', comment, start: comment.start, end: comment.end };
}

/** An HTML block: the step comments in it, and something else wherever there is more than white space. */
function htmlBlocks(state: Visit, at: InFile): readonly Block[] {
  const blocks: Block[] = [];
  let from = at.start;
  const other = (end: number): void => {
    if (state.text.slice(from, end).trim() !== '') blocks.push({ ...at, type: 'other', start: from, end });
  };
  for (const comment of stepComments(state.text, at)) {
    other(comment.start);
    blocks.push(commentBlock(at, comment));
    from = comment.end;
  }
  other(at.end);
  return blocks;
}

function fenceBlock(state: Visit, node: FenceNode, at: InFile): FenceBlock | OtherBlock {
  const [language = '', ...meta] = node.info.split(/(?<=^\S+)\s+/);
  if (language === '') return { ...at, type: 'other' };
  const content = { start: lineAfter(state.text, at), end: at.end };
  if (node.closing !== undefined)
    content.end = Math.max(content.start, lineOf(state.text, node.closing.start));
  return {
    ...at,
    type: 'fence',
    language: language.toLowerCase(),
    meta: meta.join(' '),
    body: fenceBody(state.text, at.start, content, at.quotes),
    content,
    closed: node.closing !== undefined,
  };
}

/** Where the line after the first one of a stretch begins, or the stretch's end. */
function lineAfter(text: string, { start, end }: Stretch): number {
  const found = /\r\n|\n|\r/.exec(text.slice(start, end));
  return found === null ? end : start + found.index + found[0].length;
}

/** Where the line of an offset begins. */
function lineOf(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function without(source: string, cut: readonly Stretch[], base: number): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of cut) {
    rest += source.slice(from, start - base);
    from = end - base;
  }
  return rest + source.slice(from);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
