import type { MarkedExtension, Tokens } from 'marked';
import type { TerminalOptions } from 'marked-terminal';
import { expandTabs } from '../safe.ts';
import { decodeEntities } from './entities.ts';
import { codeRow, hardBreak, hidden, prefixed, rowsOf, rule, tableRow, toned, visible } from './markup.ts';

/** How marked-terminal marks what it renders itself: paragraphs, headings, emphasis. */
export const terminalOptions: TerminalOptions = {
  heading: (text) => toned('heading', text),
  firstHeading: (text) => toned('heading', text),
  paragraph: (text) => text,
  strong: (text) => toned('strong', text),
  // Not every terminal has italics, and "do not" has to be seen.
  em: (text) => toned('strong', text),
  del: (text) => toned('dim', `~~${text}~~`),
  showSectionPrefix: false,
  emoji: false,
  unescape: false,
  reflowText: false,
};

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const lineBreak = /^<br\s*\/?>$/i;
const alert = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/;

type Renderer = NonNullable<MarkedExtension['renderer']>;

/**
 * What marked-terminal does not do right, or not without the width or the process's own settings: lists and
 * checkboxes (its issues 304 and 371), links, tables, quotes, code, HTML; and all text of the document, which
 * is made visible here (marked decodes numeric entities, so an escape character may appear only now).
 */
export const overrides: Renderer = {
  text(token) {
    if ('tokens' in token) return `${this.parser.parseInline(token.tokens)}\n`;
    return oneLine(decodeEntities(token.text));
  },
  codespan: ({ text }) => toned('command', oneLine(text)),
  br: () => hardBreak,
  checkbox: () => '',
  hr: () => `\n${rule}\n\n`,
  html: ({ text, block }) => htmlText(text, block),
  code: ({ text }) => blockOf(prefixed(visible(text).split('\n').map(expandTabs).map(codeRow), '  ', false)),
  image: ({ href, text }) => `[image: ${oneLine(text)}] (${toned('accent', oneLine(href))})`,
  link({ href, tokens, text }) {
    const shown = this.parser.parseInline(tokens);
    const address = oneLine(decodeEntities(href));
    const same = [text, `mailto:${text}`, `http://${text}`].includes(href);
    if (same) return toned('accent', address.replace(/^mailto:/, ''));
    return address === '' || address.startsWith('#') ? shown : `${shown} (${toned('accent', address)})`;
  },
  blockquote({ tokens }) {
    const rows = alerted(rowsOf(this.parser.parse(tokens)));
    return blockOf(prefixed(rows, toned('rule', '│ '), false));
  },
  list(token) {
    const bullets = bulletsOf(token);
    const items = token.items.map((item, at) => {
      const rows = rowsOf(this.parser.parse(item.tokens));
      const kept = token.loose ? rows : rows.filter((row) => row !== '');
      return prefixed(kept.length === 0 ? [''] : kept, bullets[at] ?? '- ', true).join('\n');
    });
    return `\n${items.join(token.loose ? '\n\n' : '\n')}\n\n`;
  },
  table({ header, rows, align }) {
    const letters = align.map((each) => each?.[0] ?? 'l').join('');
    const cells = (row: readonly Tokens.TableCell[]): string =>
      tableRow(
        letters,
        row.map((cell) => this.parser.parseInline(cell.tokens)),
      );
    return blockOf([cells(header), ...rows.map(cells)]);
  },
};

function blockOf(rows: readonly string[]): string {
  return `\n${rows.join('\n')}\n\n`;
}

/** A quote that begins with `[!WARNING]` is a warning, as on GitHub. */
function alerted(rows: readonly string[]): readonly string[] {
  const [first = '', ...rest] = rows;
  const name = alert.exec(first)?.[1];
  if (name === undefined) return rows;
  const behind = first.replace(alert, '');
  return [toned('warning', name), ...(behind === '' ? rest : [behind, ...rest])];
}

/** Text in a paragraph: its line ends are spaces. */
function oneLine(text: string): string {
  return visible(text).replaceAll(/[ \t]*\n[ \t]*/g, ' ');
}

/** Comments are hidden, as everywhere where Markdown is shown; tags are shown as they are written. */
function htmlText(text: string, isBlock: boolean): string {
  if (lineBreak.test(text.trim())) return hardBreak;
  const rows = rowsOf(visible(text.replaceAll(comment, ''))).filter((row) => row !== '');
  const shown = rows.map((row) => toned('dim', row.trim()));
  if (isBlock) return blockOf(shown);
  return shown.length === 0 ? hidden : shown.join(' ');
}

/** `- `, `[ ] `, `[x] `, or numbers that are set to end in the same column. */
function bulletsOf(list: Tokens.List): readonly string[] {
  const start = list.start === '' ? 1 : list.start;
  const widest = String(start + list.items.length - 1).length;
  return list.items.map((item, at) => {
    const number = `${String(start + at).padStart(widest)}. `;
    const box = item.checked === true ? '[x] ' : '[ ] ';
    if (list.ordered) return item.task ? number + box : number;
    return item.task ? box : '- ';
  });
}
