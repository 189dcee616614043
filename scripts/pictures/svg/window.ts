import { terminalColours } from './colours.ts';
import { cell, escaped } from './draw-frame.ts';
import { byTheme } from './style-sheet.ts';

const margin = 12;
const barHeight = 32;

/** Fonts that have the lines and blocks of the screen, on each system. */
const fonts = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace';

/** What a picture is called, and what is to be seen on it, for whoever can't see it. */
export interface Caption {
  readonly title: string;
  readonly describes: string;
}

interface WindowPicture extends Caption {
  readonly columns: number;
  readonly rows: number;
  readonly css: string;
  /** What stands in the bar. */
  readonly bar: string;
  /** What is in the window, from the first cell on. */
  readonly content: string;
}

/** A terminal window as an SVG, which follows the page's colours. */
export function windowPicture({ title, describes, columns, rows, css, bar, content }: WindowPicture): string {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = rows * cell.height + barHeight + 2 * margin;
  const round = `M1 ${barHeight}V8.5A7.5 7.5 0 0 1 8.5 1H${width - 8.5}A7.5 7.5 0 0 1 ${width - 1} 8.5V${barHeight}Z`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(describes)}</desc>`,
    `<style>${windowRules()}${css}</style>`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" class="window"/>`,
    `<path d="${round}" class="bar"/>`,
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (fill, at) => `<circle cx="${18 + 20 * at}" cy="16" r="6" fill="${fill}"/>`,
    ),
    `<g transform="translate(${width / 2} 21)">${bar}</g>`,
    `<g transform="translate(${margin} ${barHeight + margin})">`,
    content,
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** A line in the bar of the window, in its middle. */
export function barLine(text: string): string {
  return `<text class="said">${escaped(text)}</text>`;
}

function windowRules(): string {
  const font = `text{font:${cell.fontSize}px ${fonts};white-space:pre}.said{text-anchor:middle;font-size:13px}`;
  const colours = byTheme((theme) => {
    const { background, foreground, border, bar, barText } = terminalColours(theme);
    return `text{fill:${foreground}}.said{fill:${barText}}.bar{fill:${bar}}.window{fill:${background};stroke:${border}}`;
  });
  return font + colours;
}
