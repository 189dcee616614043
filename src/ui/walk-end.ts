import type { Problem } from '../problem/problem.ts';

/** How a walk at the terminal came to its end. */
export type WalkEnd =
  | { readonly end: 'ended' }
  /** Paused by the operator, who will resume it. */
  | { readonly end: 'left' }
  /** The input ended: a person is needed to go on. */
  | { readonly end: 'no-input' }
  | { readonly end: 'interrupted' }
  /** The full screen can’t go on; the session is paused. */
  | { readonly end: 'screen-failed'; readonly problem: Problem }
  /** The log can't be written. */
  | { readonly end: 'log-failed'; readonly problems: readonly Problem[] };
