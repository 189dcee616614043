import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';

const root = join(import.meta.dirname, '..', '..');

/** A fenced block of a document, with the HTML comment directly above it. */
export interface Block {
  readonly document: string;
  readonly line: number;
  /** `bash`, `yaml step`, … */
  readonly language: string;
  readonly text: string;
  /** The words of the comment: `file: restart.md`. */
  readonly comment: string;
}

/** Every fenced block of the README and the docs, indented ones excepted. */
export function documentedBlocks(): readonly Block[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const documents = ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))];
  return documents.flatMap(blocksOf);
}

function blocksOf(document: string): readonly Block[] {
  const { children } = fromMarkdown(readFileSync(join(root, document), 'utf8'));
  return children.flatMap((node, index) => {
    if (node.type !== 'code') return [];
    const above = children[index - 1];
    return [
      {
        document,
        line: node.position?.start.line ?? 0,
        language: [node.lang ?? '', node.meta ?? ''].join(' ').trim(),
        text: node.value,
        comment: above?.type === 'html' ? above.value.replaceAll(/^<!--\s*|\s*-->$/g, '') : '',
      },
    ];
  });
}
