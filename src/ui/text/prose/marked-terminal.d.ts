/** The parts of marked-terminal that are used; the package ships no types. */
declare module 'marked-terminal' {
  import type { MarkedExtension } from 'marked';

  type Style = (text: string) => string;

  export interface TerminalOptions {
    readonly heading?: Style;
    readonly firstHeading?: Style;
    readonly paragraph?: Style;
    readonly strong?: Style;
    readonly em?: Style;
    readonly del?: Style;
    /** Puts `##` before a heading. */
    readonly showSectionPrefix?: boolean;
    /** Writes `:smile:` as an emoji. */
    readonly emoji?: boolean;
    /** Decodes a few HTML entities, in code too. */
    readonly unescape?: boolean;
    readonly reflowText?: boolean;
  }

  export function markedTerminal(options?: TerminalOptions): MarkedExtension;
}
