import { visibleText } from '../../../problem/visible-text.ts';

/** Characters that are shown before what was found. */
const lead = 30;

/**
 * The part of a text around the first match, on one line that is safe to show, no longer than `width` characters.
 * What is left out is told by `…`.
 */
export function excerptAround(text: string, pattern: RegExp, width: number): string {
  const one = text.replaceAll(/\s*\n\s*/g, ' ').trim();
  const at = Math.max(0, one.search(pattern));
  const from = one.length <= width || at <= lead ? 0 : at - lead;
  const room = Math.max(8, width - (from > 0 ? 1 : 0));
  const shown = one.slice(from, from + room);
  const cut = from + room < one.length;
  return `${from > 0 ? '…' : ''}${visibleText(cut ? `${shown.slice(0, -1)}…` : shown)}`;
}
