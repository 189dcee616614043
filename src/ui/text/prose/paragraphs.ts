/** Lines of prose that stand for themselves: list items, table rows, quotes. */
const ownLine = /^\s*(?:[-*+]\s|\d+[.)]\s|\||>)/;

export interface Paragraph {
  readonly text: string;
  /** Directly below another line of its list or table. */
  readonly tight: boolean;
}

/** Prose as written, with lines that belong together joined, as Markdown does. */
export function paragraphsOf(prose: string): readonly Paragraph[] {
  const found: Paragraph[] = [];
  let open: Paragraph | undefined;
  for (const line of prose.split('\n').map((each) => each.trimEnd())) {
    const own = ownLine.test(line);
    if (line === '' || line.startsWith('#')) open = undefined;
    if (line === '') continue;
    const joined = open !== undefined && !own;
    const next: Paragraph = joined
      ? { text: `${open?.text ?? ''} ${line.trim()}`, tight: open?.tight ?? false }
      : { text: line, tight: open !== undefined && own && ownLine.test(open.text) };
    if (joined) found[found.length - 1] = next;
    else found.push(next);
    open = line.startsWith('#') ? undefined : next;
  }
  return found;
}
