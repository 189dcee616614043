import type { PictureFrame } from '../picture-cells.ts';
import { drawFrame } from './draw-frame.ts';
import { createStyleSheet } from './style-sheet.ts';
import { barLine, type Caption, windowPicture } from './window.ts';

/** A picture of one frame, as an SVG. */
export function stillPicture(frame: PictureFrame, caption: Caption): string {
  const sheet = createStyleSheet();
  const { backgrounds, texts } = drawFrame(frame, sheet);
  return windowPicture({
    ...caption,
    columns: frame[0]?.length ?? 0,
    rows: frame.length,
    css: sheet.css(),
    bar: barLine(caption.title),
    content: [...backgrounds, ...texts].join('\n'),
  });
}
