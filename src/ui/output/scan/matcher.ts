/** Finds lines. It is asked in two steps, since a gigabyte is too much to look at line by line. */
export interface Matcher {
  /**
   * A place at or after `from` whose line may match, or -1. The text is bytes as Latin-1, without SGR
   * sequences. It may be wrong about a line that does not match, never about one that does.
   */
  candidate(text: string, from: number): number;
  /** Made once for each stretch of text, before `candidate` is asked about it; as long as the text. */
  prepare(text: string): string;
  /** Whether the line, as `lineText` gives it, matches. */
  matches(line: string): boolean;
}
