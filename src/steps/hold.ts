import type { HoldContext, PreviewContext } from './context.ts';

/** How something that a session holds was found. `next`: what the operator does about it. */
export type HoldFinding =
  | { readonly found: 'held'; readonly observed: string }
  /** It is not the session's any more. */
  | { readonly found: 'lost'; readonly observed: string; readonly next: string }
  /** It could not be looked at. */
  | { readonly found: 'unknown'; readonly observed: string };

/** What became of it when it was given up. */
export type HoldRelease =
  | { readonly result: 'released'; readonly observed: string }
  /** It was not the session's any more: nothing was done. */
  | { readonly result: 'not-held'; readonly observed: string }
  | { readonly result: 'failed'; readonly observed: string; readonly next: string };

/**
 * Something that an action opens and its session keeps: renewed while the session's process lives, and given up
 * before the session ends. None of the functions rejects, and each is harmless when it is called once too often.
 */
export interface HoldDefinition<A> {
  /** Tells it from whatever else a session holds, such as `lock teei-runbook`; what gives it up early names the same. */
  key(args: A): string;
  /** As the operator knows it: `the lock teei-runbook of teei-production`. */
  what(args: A, context: PreviewContext): string;
  /** Milliseconds between two renewals, by the clock of the ports. */
  renewEvery(args: A): number;
  renew(args: A, context: HoldContext): Promise<HoldFinding>;
  /** Takes it again after it was lost, if nobody else has it. Does not wait. */
  retake(args: A, context: HoldContext): Promise<HoldFinding>;
  release(args: A, context: HoldContext): Promise<HoldRelease>;
}

/** A hold with its arguments closed in. */
export interface Hold {
  readonly key: string;
  readonly renewEvery: number;
  what(context: PreviewContext): string;
  renew(context: HoldContext): Promise<HoldFinding>;
  retake(context: HoldContext): Promise<HoldFinding>;
  release(context: HoldContext): Promise<HoldRelease>;
}

export function closeIn<A>(definition: HoldDefinition<A>, args: A): Hold {
  return {
    key: definition.key(args),
    renewEvery: definition.renewEvery(args),
    what: (context) => definition.what(args, context),
    renew: (context) => definition.renew(args, context),
    retake: (context) => definition.retake(args, context),
    release: (context) => definition.release(args, context),
  };
}
