import type { PictureCell } from '../picture-cells.ts';
import { type Theme, themes } from '../theme.ts';
import { paintOf, terminalColours } from './colours.ts';

type Style = PictureCell['style'];

/** The classes that a picture uses: each has its looks on a dark page and on a light one. */
export interface StyleSheet {
  /** The class of text in this style; empty: as text is by itself. */
  text(style: Style): string;
  /** The class of what is behind text in this style; empty: nothing is. */
  background(style: Style): string;
  css(): string;
}

export function createStyleSheet(): StyleSheet {
  const names = new Map<string, string>();
  const nameOf = (rules: readonly string[]): string => {
    const key = rules.join('|');
    if (key === '|') return '';
    const name = names.get(key) ?? `s${names.size.toString(36)}`;
    names.set(key, name);
    return name;
  };
  const cssOf = (at: number): string =>
    [...names].map(([key, name]) => `.${name}{${key.split('|')[at] ?? ''}}`).join('');
  return {
    text: (style) => nameOf(themes.map((theme) => textRules(style, theme))),
    background: (style) => nameOf(themes.map((theme) => backgroundRules(style, theme))),
    css: () => byTheme((theme) => cssOf(themes.indexOf(theme))),
  };
}

/** Rules for a dark page, and instead of them those for a light one. */
export function byTheme(rules: (theme: Theme) => string): string {
  return `${rules('dark')}@media (prefers-color-scheme:light){${rules('light')}}`;
}

function textRules(styles: Style, theme: Theme): string {
  const terminal = terminalColours(theme);
  const style = styles[theme];
  const { text } = paintOf(style, terminal);
  return [
    ...(text === terminal.foreground ? [] : [`fill:${text}`]),
    ...(style.bold ? ['font-weight:700'] : []),
    ...(style.italic ? ['font-style:italic'] : []),
    ...(style.underline ? ['text-decoration:underline'] : []),
    ...(style.dim ? ['opacity:.65'] : []),
  ].join(';');
}

function backgroundRules(styles: Style, theme: Theme): string {
  const { background } = paintOf(styles[theme], terminalColours(theme));
  return background === undefined ? '' : `fill:${background}`;
}
