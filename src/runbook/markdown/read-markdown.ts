import type { PhrasingContent, Root } from 'mdast';
import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

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
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
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

// Of GFM only tasks: its bare links alone would have the parser stop at the beginning of every word.
const blockOptions: Options = {
  extensions: [gfmTaskListItem(), frontmatter(['yaml']), { disable: { null: inlineConstructs } }],
  mdastExtensions: [gfmTaskListItemFromMarkdown(), frontmatterFromMarkdown(['yaml'])],
};

/** The blocks of a file, with their positions. What is inside a line is left as plain text. */
export function readBlockStructure(text: string): Root {
  return fromMarkdown(text, blockOptions);
}

const inlineOptions: Options = {
  extensions: [gfm(), { disable: { null: blockConstructs } }],
  // The transforms search the text for links, which nothing here needs.
  mdastExtensions: gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })),
};

const maxInlineCharacters = 2 * 1024;

/** What begins a construct inside a line, or ends the line. Most headings and items hold none of it. */
const inlineMark = /[\\`*_~[\]<&\p{Cc}]/u;

/**
 * What is inside a paragraph's or a heading's text, whose offsets count from the text's start. Text of
 * more than 2 Ki characters is one plain node.
 */
export function readInline(text: string): readonly PhrasingContent[] {
  if (text.length > maxInlineCharacters || !inlineMark.test(text)) return [{ type: 'text', value: text }];
  const root = fromMarkdown(text, inlineOptions);
  return root.children.flatMap((child) => (child.type === 'paragraph' ? child.children : []));
}
