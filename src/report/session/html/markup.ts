import { xmlText } from '../../text/xml.ts';

/** Text that is HTML already. Only the template `html` makes it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

/**
 * A template of HTML: each value that is put in is escaped, its control characters written out, unless it is markup
 * itself. So no text of a session can become an element, an attribute or an entity.
 */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = pieces.map((piece, index) => piece + rendered(parts[index] ?? ''));
  return { markup: markup.join('') };
}

/** No markup at all. */
export const nothing: Markup = { markup: '' };

function rendered(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return xmlText(part).replaceAll("'", '&#39;');
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
}
