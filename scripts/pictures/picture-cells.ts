import type { CellStyle, Frame } from './frame.ts';
import { textOf } from './frame.ts';
import type { Theme } from './theme.ts';

/** A cell with its looks on each background. */
export interface PictureCell {
  readonly text: string;
  readonly style: Readonly<Record<Theme, CellStyle>>;
}

export type PictureFrame = readonly (readonly PictureCell[])[];

/**
 * The same frame of two walks, one on each background. Throws where they say different things: then something
 * changes from run to run that steady.ts does not know of.
 */
export function bothThemes(name: string, dark: Frame, light: Frame): PictureFrame {
  return dark.map((cells, row) => {
    const others = light[row] ?? [];
    if (textOf(cells) !== textOf(others)) {
      throw new Error(`two walks differ at ${name}, row ${row}:\n${textOf(cells)}\n${textOf(others)}`);
    }
    return cells.map(({ text, style }, column) => ({
      text,
      style: { dark: style, light: others[column]?.style ?? style },
    }));
  });
}
