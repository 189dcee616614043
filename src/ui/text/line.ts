/** What a piece of text means. The theme says how that looks; a meaning never rests on colour alone. */
export type Tone =
  | 'plain'
  /** Of second rank: ids, units, what is folded away. */
  | 'dim'
  | 'strong'
  | 'heading'
  | 'command'
  | 'good'
  | 'bad'
  | 'warning'
  | 'accent'
  /** A key that can be pressed. */
  | 'key'
  /** The chosen item of a list, the focused field. */
  | 'selected'
  /** The place of the cursor in a field. */
  | 'cursor'
  /** A match of the search. */
  | 'match'
  /** The tags PRODUCTION and CHANGES. */
  | 'production'
  | 'rehearsal'
  /** Frames and rules. */
  | 'rule'
  /** The text brings its own SGR sequences, which were made safe before (`visibleLine`). */
  | 'styled';

/** A piece of text with one meaning. It holds no line end and no control character but SGR where `styled`. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One row of the screen. */
export type Line = readonly Span[];

export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** A row of one piece. */
export function line(text: string, tone: Tone = 'plain'): Line {
  return [{ text, tone }];
}
