import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { type Block, readBlocks } from '../../../src/runbook/markdown/blocks.ts';

/** What decides about steps, by another parser of CommonMark. */
function expectedOf(text: string): readonly string[] {
  const found: string[] = [];
  type Node = ReturnType<typeof fromMarkdown>['children'][number] | ReturnType<typeof fromMarkdown>;
  const visit = (node: Node): void => {
    if (node.type === 'code' && node.lang)
      found.push(`${node.position?.start.offset} ${node.lang}: ${node.value.trimEnd()}`);
    if (node.type === 'heading') found.push(`heading ${node.depth}`);
    if (node.type === 'listItem') {
      const [first] = node.children;
      const start = first?.position?.start.offset ?? 0;
      const inside = text.slice(start, first?.position?.end.offset);
      if (first?.type === 'paragraph' && /^\[[ x]\] [^ ]/.test(inside)) {
        found.push(`${node.position?.start.offset}–${start + inside.length} task`);
      }
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(text));
  return found;
}

function toldBy(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    // Where a fence ends that is never closed is an error's matter.
    if (block.type === 'fence') return [`${block.start} ${block.language}: ${block.body.trimEnd()}`];
    if (block.type === 'heading') return [`heading ${block.depth}`];
    return block.type === 'item' ? [`${block.start}–${block.end} task`] : [];
  });
}

const lines = [
  ['- [ ] a task', '- [x] done', '* [ ] `code` *b*', '1. [ ] first', '- plain'],
  ['# One', '## Two ##', 'text', '===', '---', '***', '', '', ''],
  ['```bash', '```', '~~~~sh', '~~~', 'echo hi', '# comment'],
  ['<!-- step: { id: a } -->', '<div>', '</details>'],
].flat();
const prefixes = [
  ['', '', '', '  ', '   ', '    ', '      ', '\t'],
  ['> ', '> > ', '>   ', '- ', '1. '],
].flat();
const document = fc
  .array(fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...lines)), { maxLength: 14 })
  // An empty item inside of another's paragraph is where parsers differ.
  .map((all) => all.filter(([before, text]) => text !== '' || !/[-.]/.test(before)))
  .map((all) => `\n${all.map((parts) => parts.join('')).join('\n')}\nend`);

function outlineOf(blocks: readonly Block[]): readonly string[] {
  return blocks.map((block) => (block.type === 'fence' ? block.body : block.type));
}

describe('the blocks of a file', () => {
  it('are those of another parser, at the same places', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(toldBy(readBlocks(text))).toEqual(expectedOf(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('are the same whatever ends the lines', () => {
    fc.assert(
      fc.property(document, fc.constantFrom('\r\n', '\r'), (text, end) => {
        const other = readBlocks(text.replaceAll('\n', end));
        expect(outlineOf(other)).toEqual(outlineOf(readBlocks(text)));
        for (const block of other) expect(block.end).toBeLessThanOrEqual(text.length * 2);
      }),
    );
  });

  it.each([
    ['an item with another number, outside', '- [ ] a\n2. [ ] b\n', 2],
    ['an empty item, outside', '1. [ ] a\n-\n- [ ] b\n', 2],
    ['a blank line in a quote, after HTML', '> <details>\n>\n> - [ ] a\n', 1],
    ['HTML that its own mark closes', '<br/>\n- [ ] a\n\n- [ ] b\n', 1],
    ['HTML inside of an item', '- [ ] a\n  <div>\n- [ ] b\n', 2],
  ])('sees the tasks around %s', (_name, text, count) => {
    expect(readBlocks(text).filter(({ type }) => type === 'item')).toHaveLength(count);
    expect(expectedOf(`${text}\nend`).filter((told) => told.endsWith('task'))).toHaveLength(count);
  });

  it.each([
    ['- [ ] a\n\n\t```bash\n    echo\n\t```\n', 'echo'],
    ['> - x\n>\n>   ```bash\n>     echo\n>   ```\n', '  echo'],
    ['- ```bash\n\techo\n  ```\n', '  echo'],
    ['>\t```bash\n>\techo\n> ```\n', 'echo'],
    ['  ```bash\n echo\n    echo\n  ```\n', 'echo\n  echo'],
  ])('%j holds the script %j', (text, body) => {
    expect(readBlocks(text).flatMap((block) => (block.type === 'fence' ? [block.body] : []))).toEqual([body]);
  });
});
