import { type TextStyle, textStyle } from '../report/text/style.ts';
import type { Io } from './io.ts';

const widest = 100;
const narrowest = 40;

/** How text is laid out on a stream; a pipe has the widest layout, and no colours. */
export function styleOf(io: Io, stream: Io['stdout'] = io.stdout): TextStyle {
  return textStyle({ width: widthOf(stream), colour: hasColour(io, stream) });
}

/** True where the stream is a terminal that shows colours and nobody asked for none (NO_COLOR, TERM=dumb). */
export function hasColour({ env }: Pick<Io, 'env'>, stream: Io['stdout']): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Columns that a line of a report may take. */
export function widthOf(stream: Io['stdout']): number {
  return Math.min(widest, Math.max(narrowest, stream.columns ?? widest));
}
