import { type TextStyle, textStyle } from '../report/text/style.ts';
import { wantsColour } from './colour.ts';
import type { Io } from './io.ts';

const widest = 100;
const narrowest = 40;

/** How text is laid out on a stream; a pipe has the widest layout, and no colours. */
export function styleOf(io: Io, stream: Io['stdout'] = io.stdout): TextStyle {
  return textStyle({ width: widthOf(stream), colour: hasColour(io, stream) });
}

/** True where text on this stream may carry colours. */
export function hasColour(io: Io, stream: Io['stdout']): boolean {
  return wantsColour({ env: io.env, stdout: stream });
}

/** Columns that a line of a report may take. */
export function widthOf(stream: Io['stdout']): number {
  return Math.min(widest, Math.max(narrowest, stream.columns ?? widest));
}
