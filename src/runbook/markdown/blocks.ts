import type {
  BlockContent,
  Code,
  DefinitionContent,
  Heading,
  ListItem,
  Node,
  Paragraph,
  Parent,
} from 'mdast';
import { toString } from 'mdast-util-to-string';
import { blankQuoteMarks } from './quote-marks.ts';
import { readBlockStructure, readInline } from './read-markdown.ts';
import { type StepComment, type Stretch, stepComments } from './step-comment.ts';

interface InFile extends Stretch {
  /** What directly holds the block; blocks are neighbours only within the same one. */
  readonly parent: Parent;
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
  readonly node: ListItem;
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
  const blocks: Block[] = [];
  const root = readBlockStructure(text);
  for (const child of root.children) visit({ text, blocks, parent: root, quotes: 0 }, child);
  return blocks;
}

interface Visit {
  readonly text: string;
  readonly blocks: Block[];
  readonly parent: Parent;
  readonly quotes: number;
}

function visit(state: Visit, node: Parent['children'][number]): void {
  const at = place(state, node);
  switch (node.type) {
    case 'heading':
      state.blocks.push(headingBlock(state, node, at));
      return;
    case 'yaml':
      state.blocks.push({ ...at, type: 'front-matter', yaml: frontMatterYaml(state.text, at) });
      return;
    case 'code':
      state.blocks.push(codeBlock(state, node, at));
      return;
    case 'html':
      state.blocks.push(...htmlBlocks(state, at));
      return;
    case 'paragraph':
      state.blocks.push({ ...at, type: 'other' }, ...inlineComments(state, at));
      return;
    case 'list':
      for (const item of node.children) visitItem({ ...state, parent: node }, item);
      return;
    case 'blockquote':
      visitAll({ ...state, parent: node, quotes: state.quotes + 1 }, node.children);
      return;
    default:
      state.blocks.push({ ...at, type: 'other' });
  }
}

function visitAll(state: Visit, children: readonly (BlockContent | DefinitionContent)[]): void {
  for (const child of children) visit(state, child);
}

function visitItem(state: Visit, item: ListItem): void {
  const inside = { ...state, parent: item };
  const [first, ...rest] = item.children;
  if (typeof item.checked === 'boolean' && first?.type === 'paragraph') {
    state.blocks.push(itemBlock(state, item, first));
    visitAll(inside, rest);
    return;
  }
  visitAll(inside, item.children);
}

function place(state: Visit, node: Node): InFile {
  return {
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
    parent: state.parent,
    quotes: state.quotes,
  };
}

function headingBlock(state: Visit, node: Heading, at: InFile): HeadingBlock {
  const start = node.children[0]?.position?.start.offset ?? at.end;
  const end = node.children.at(-1)?.position?.end.offset ?? at.end;
  const text = toString(readInline(state.text.slice(start, end)), { includeHtml: false });
  return { ...at, type: 'heading', depth: node.depth, text: oneLine(text) };
}

function itemBlock(state: Visit, item: ListItem, paragraph: Paragraph): ItemBlock {
  const text = place(state, paragraph);
  const start = place(state, item).start;
  const source = blankQuoteMarks(state.text.slice(text.start, text.end), state.quotes);
  const inline = readInline(source);
  const comments = commentsOf(state, text, inline);
  return {
    type: 'item',
    node: item,
    parent: state.parent,
    quotes: state.quotes,
    start,
    end: text.end,
    markdown: oneLine(without(source, comments, text.start)),
    plain: oneLine(toString(inline, { includeHtml: false })),
    comments,
  };
}

/** Step comments among the inline nodes of the text that starts at `text.start`. */
function commentsOf(
  state: Visit,
  text: Stretch,
  inline: ReturnType<typeof readInline>,
): readonly StepComment[] {
  return inline
    .filter((node) => node.type === 'html')
    .flatMap(({ position }) =>
      stepComments(state.text, {
        start: text.start + (position?.start.offset ?? 0),
        end: text.start + (position?.end.offset ?? 0),
      }),
    );
}

function inlineComments(state: Visit, at: InFile): readonly CommentBlock[] {
  const source = state.text.slice(at.start, at.end);
  if (!source.includes('<!--')) return [];
  const inline = readInline(blankQuoteMarks(source, at.quotes));
  return commentsOf(state, at, inline).map((comment) => commentBlock(at, comment));
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

function codeBlock(state: Visit, node: Code, at: InFile): FenceBlock | OtherBlock {
  if (!node.lang) return { ...at, type: 'other' };
  const raw = state.text.slice(at.start, at.end);
  const lines = blankQuoteMarks(raw, at.quotes);
  const firstEnd = lines.search(/\r\n|\n|\r/);
  const contentStart = firstEnd === -1 ? raw.length : firstEnd + (lines.startsWith('\r\n', firstEnd) ? 2 : 1);
  const lastStart = Math.max(lines.lastIndexOf('\n'), lines.lastIndexOf('\r')) + 1;
  const closed = lastStart >= contentStart && isClosingFence(lines, lines.slice(lastStart).trim());
  return {
    ...at,
    type: 'fence',
    language: node.lang.toLowerCase(),
    meta: node.meta ?? '',
    body: node.value.replaceAll(/\r\n?/g, '\n'),
    content: { start: at.start + contentStart, end: closed ? at.start + lastStart : at.end },
    closed,
  };
}

/** A closing fence has the opening one's character, at least as often, and nothing else. */
function isClosingFence(opening: string, line: string): boolean {
  const mark = opening[0] ?? '';
  const length = opening.length - opening.replace(/^[`~]+/, '').length;
  return line.length >= length && line !== '' && line.split('').every((character) => character === mark);
}

function frontMatterYaml(text: string, at: Stretch): Stretch {
  const raw = text.slice(at.start, at.end);
  const first = raw.indexOf('\n');
  const last = raw.lastIndexOf('\n');
  return { start: at.start + first + 1, end: Math.max(at.start + first + 1, at.start + last + 1) };
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
