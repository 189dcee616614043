/** A stretch of a file, by offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An HTML comment whose first word is `step`. */
export interface StepComment extends Stretch {
  /** The YAML in it, by offsets. */
  readonly yaml: Stretch;
  readonly closed: boolean;
}

const opening = '<!--';
const closing = '-->';

/**
 * The step comments in a stretch of HTML. A comment is one if its first word is `step`, followed by a
 * colon, white space, a brace or its end; any other comment is the author's own.
 */
export function stepComments(text: string, html: Stretch): readonly StepComment[] {
  const found: StepComment[] = [];
  let at = text.indexOf(opening, html.start);
  while (at !== -1 && at < html.end) {
    const inner = at + opening.length;
    const close = text.indexOf(closing, inner);
    const closed = close !== -1 && close + closing.length <= html.end;
    const end = closed ? close : html.end;
    const yamlStart = afterStepWord(text, inner, end);
    if (yamlStart !== undefined) {
      found.push({
        start: at,
        end: closed ? end + closing.length : end,
        yaml: { start: yamlStart, end },
        closed,
      });
    }
    at = text.indexOf(opening, Math.max(end, inner));
  }
  return found;
}

const stepWord = /[\s>]*step(?::|(?=[\s{]|$))/y;

/** Offset after `step` and its optional colon. Undefined: the comment's first word is another. */
function afterStepWord(text: string, start: number, end: number): number | undefined {
  const inner = text.slice(start, Math.min(end, start + 1024));
  stepWord.lastIndex = 0;
  const found = stepWord.exec(inner);
  return found === null ? undefined : start + found[0].length;
}
