import type { PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';

/**
 * Constructs inside a line. Some take quadratic time on hostile text, and only the text of headings
 * and checklist items needs them, so that the file is read without them first.
 */
const inlineConstructs = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'definition',
  'emailAutolink',
  'gfmFootnoteCall',
  'gfmFootnoteDefinition',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'protocolAutolink',
  'strikethrough',
  'table',
  'wwwAutolink',
];

const blockConstructs = [
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'definition',
  'gfmFootnoteDefinition',
  'headingAtx',
  'htmlFlow',
  'list',
  'setextUnderline',
  'table',
  'tasklistCheck',
  'thematicBreak',
];

// The transforms search the text for links, which nothing here needs.
const gfmNodes = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

/** The blocks of a file, with their positions. What is inside a line is left as plain text. */
export function readBlockStructure(text: string): Root {
  return fromMarkdown(text, {
    extensions: [gfm(), frontmatter(['yaml']), { disable: { null: inlineConstructs } }],
    mdastExtensions: [...gfmNodes, frontmatterFromMarkdown(['yaml'])],
  });
}

const maxInlineCharacters = 2 * 1024;

/**
 * What is inside a paragraph's or a heading's text, whose offsets count from the text's start. Text of
 * more than 2 Ki characters is one plain node.
 */
export function readInline(text: string): readonly PhrasingContent[] {
  if (text.length > maxInlineCharacters) return [{ type: 'text', value: text }];
  const root = fromMarkdown(text, {
    extensions: [gfm(), { disable: { null: blockConstructs } }],
    mdastExtensions: gfmNodes,
  });
  return root.children.flatMap((child) => (child.type === 'paragraph' ? child.children : []));
}
