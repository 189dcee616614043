import type { Tone } from '../../text/line.ts';
import { type Anchor, top } from '../lines/viewport.ts';

/** What is typed at the bottom. `replace` asks whether a file may be replaced. */
export type Field =
  | { readonly field: 'search'; readonly text: string }
  | { readonly field: 'save'; readonly text: string }
  | { readonly field: 'replace'; readonly path: string };

/** How the operator looks at an output. Lines are named by the offset at which they begin. */
export interface OutputState {
  readonly anchor: Anchor;
  /** True: it stays at the end. */
  readonly following: boolean;
  readonly wrap: boolean;
  /** Columns that are scrolled away at the left; only where lines are cut. */
  readonly left: number;
  readonly timestamps: boolean;
  readonly borderless: boolean;
  /** In order. */
  readonly marks: readonly number[];
  /** What is searched for; empty: nothing. */
  readonly query: string;
  /** The line that was found last. */
  readonly found: number | undefined;
  readonly field: Field | undefined;
  /** A search through the file that goes on, and how much of the file it has seen, from 0 to 1. */
  readonly scan: { readonly what: string; readonly share: number } | undefined;
  readonly message: { readonly text: string; readonly tone: Tone } | undefined;
  /** What there was when the operator left the end; undefined while following. */
  readonly leftAt: { readonly bytes: number; readonly lines: number | undefined } | undefined;
  /** Why the file can't be read, in a sentence. */
  readonly fault: string | undefined;
}

/** At the end, since what an operator looks for is mostly there. */
export const initialState: OutputState = {
  anchor: top,
  following: true,
  wrap: false,
  left: 0,
  timestamps: false,
  borderless: false,
  marks: [],
  query: '',
  found: undefined,
  field: undefined,
  scan: undefined,
  message: undefined,
  leftAt: undefined,
  fault: undefined,
};

/** What the screen has to do beside showing another state: read the file, or ask one of its ports. */
export type OutputEffect =
  | { readonly effect: 'scroll'; readonly by: 'line' | 'half' | 'page'; readonly direction: 1 | -1 }
  | { readonly effect: 'first' }
  | { readonly effect: 'pause' }
  | { readonly effect: 'last' }
  | { readonly effect: 'sideways'; readonly direction: 1 | -1 }
  | { readonly effect: 'mark' }
  | { readonly effect: 'next-mark' }
  | {
      readonly effect: 'find';
      readonly what: 'query' | 'error';
      readonly direction: 1 | -1;
      readonly fresh: boolean;
    }
  | { readonly effect: 'stop-finding' }
  | { readonly effect: 'copy' }
  | { readonly effect: 'page' }
  | { readonly effect: 'ask-where' }
  | { readonly effect: 'save'; readonly path: string; readonly replace: boolean }
  | { readonly effect: 'close' };

export interface Update {
  readonly state: OutputState;
  readonly effect?: OutputEffect;
}
