import { type Diagnostic, errorAt } from '../diagnostic.ts';
import type { Block, CommentBlock, FenceBlock, ItemBlock } from '../markdown/blocks.ts';
import type { StepComment } from '../markdown/step-comment.ts';
import type { SourceText } from '../source-text.ts';
import type { BlockType } from '../step-shape.ts';

/** A block that is a step, with the comment that types it. */
export interface StepBlock {
  readonly type: BlockType;
  readonly block: ItemBlock | FenceBlock;
  readonly comment: StepComment | undefined;
}

const shells = new Set(['bash', 'sh', 'shell']);

/** What kind of step a block can hold. Undefined: it is prose. */
function stepTypeOf(block: Block): BlockType | undefined {
  if (block.type === 'item') return 'item';
  if (block.type !== 'fence') return undefined;
  if (shells.has(block.language)) return 'shell';
  const words = block.meta.split(/\s+/);
  return (block.language === 'yaml' || block.language === 'yml') && words.includes('step')
    ? 'yaml'
    : undefined;
}

/**
 * Finds each step's comment: directly above a fence (or above the one item of a list), or inside the
 * list item. A comment that types nothing is an error, and so is a second one.
 */
export function pairAnnotations(
  source: SourceText,
  blocks: readonly Block[],
): { readonly steps: readonly StepBlock[]; readonly diagnostics: readonly Diagnostic[] } {
  const owners = new Map<Block, CommentBlock[]>();
  const diagnostics: Diagnostic[] = [];
  blocks.forEach((block, index) => {
    if (block.type !== 'comment') return;
    const owner = ownerOf(source, blocks, block, index);
    if (owner === undefined) diagnostics.push(dangling(source, block, blocks[index + 1]));
    else owners.set(owner, [...(owners.get(owner) ?? []), block]);
  });
  const steps = blocks.flatMap((block): StepBlock[] => {
    const type = stepTypeOf(block);
    if (type === undefined || (block.type !== 'item' && block.type !== 'fence')) return [];
    const inner = block.type === 'item' ? block.comments : [];
    const comments = [...inner, ...(owners.get(block) ?? []).map(({ comment }) => comment)];
    for (const extra of comments.slice(1)) {
      const message = 'This step has another step comment already.';
      const span = source.span(extra.start, extra.end);
      diagnostics.push(errorAt(span, 'parse/duplicate-annotation', message, 'Put all its keys into one'));
    }
    return [{ type, block, comment: comments[0] }];
  });
  return { steps, diagnostics };
}

function ownerOf(
  source: SourceText,
  blocks: readonly Block[],
  comment: CommentBlock,
  index: number,
): Block | undefined {
  const next = blocks[index + 1];
  if (next !== undefined && stepTypeOf(next) !== undefined && isDirectlyBelow(source, comment, next))
    return next;
  return blocks.slice(0, index).findLast((block) => block.type === 'item' && block.node === comment.parent);
}

function isDirectlyBelow(source: SourceText, comment: CommentBlock, next: Block): boolean {
  const between = source.text.slice(comment.end, next.start);
  if (/[^\s>]/.test(between)) return false;
  if (next.type !== 'item') return next.parent === comment.parent;
  const list = next.parent;
  return (
    list.type === 'list' &&
    list.children.length === 1 &&
    comment.parent.type !== 'item' &&
    next.quotes === comment.quotes
  );
}

function dangling(source: SourceText, comment: CommentBlock, next: Block | undefined): Diagnostic {
  return errorAt(
    source.span(comment.start, comment.end),
    'parse/dangling-annotation',
    'This step comment belongs to no step.',
    danglingHint(next),
  );
}

function danglingHint(next: Block | undefined): string {
  switch (next?.type) {
    case 'item':
      return 'The list below has several items: put the comment inside the item it is meant for';
    case 'fence':
      return `Only bash, sh, shell and \`yaml step\` fences are steps, and nothing may stand between; below is \`${next.language}\``;
    default:
      return 'Put it directly above a bash, sh or shell fence, or inside a `- [ ]` item';
  }
}
