import type { z } from 'zod';
import { interpreted } from '../../runbook/interpreted.ts';
import type { Effect } from '../../runbook/model.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { closeIn, type Hold, type HoldDefinition } from '../hold.ts';
import type { Evidence, OutcomeFacts, Verdict } from '../outcome.ts';
import type { Value } from '../../runbook/condition.ts';

/** The answer of one look. The evidence says why; a verdict without evidence is not allowed. */
export interface CheckResult {
  readonly verdict: Verdict;
  readonly summary: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly values?: Readonly<Record<string, Value>>;
  /** Services that failed, by the inventory's names: what is offered for them alone is known by this. */
  readonly failing?: readonly string[];
  /** Only of `act`: a deadline that the screen shows once it has passed, or what it was set for has happened. */
  readonly deadline?: OutcomeFacts['deadline'];
  readonly meets?: OutcomeFacts['meets'];
  /** The figure that this look came to, for those who watch a repeated one. */
  readonly measured?: { readonly label: string; readonly unit: string; readonly value: number };
}

/**
 * What the author of a check (or action) writes.
 * `look`: answers for this moment; `verify` repeats it by interval, count and consecutive successes.
 * `wait`: watches by itself until its verdict is final or the signal aborts; called once.
 * `act`: changes something; called once an attempt, never repeated by itself.
 */
export interface CheckDefinition<S extends z.ZodObject> {
  /** The catalogue's name, such as `rollout.wait`. */
  readonly name: string;
  readonly summary: string;
  readonly mode: 'look' | 'wait' | 'act';
  readonly needs: readonly 'cluster'[];
  /** Only of `act`, where it changes nothing but files of the session (a snapshot): `read`. */
  readonly effect?: 'read';
  /**
   * Only of `act`: it changes nothing that the runbook is about, but tells people or systems beside it (a message, an
   * incident). No lock is needed for that, no snapshot is spoilt by it, and nothing waits for it where it fails.
   */
  readonly beside?: true;
  /** Only of `act`: what it opens when it passes, for the session to keep. */
  readonly hold?: HoldDefinition<z.infer<S>>;
  /** Only of `act`: the key of the hold that it has given up when it passes. */
  closes?(args: z.infer<S>): string;
  /** Refused once a step that changes something has started (a snapshot of what was before). */
  readonly beforeChanges?: true;
  /** Names of the values that it sets when it passes, so that `lint` knows them in later steps. */
  readonly sets?: readonly string[];
  /** Arguments that are shell text. Templates are refused in them: a value never becomes shell text. */
  readonly shellText?: readonly string[];
  /** Strict; keys in kebab-case. */
  readonly schema: S;
  /** Arguments as an author would write them; the contract suite tries them. */
  readonly example: z.input<S>;
  /** One line of what is verified or done, with values as far as they are known. */
  describe(args: z.infer<S>, context: PreviewContext): string;
  /** What it changes, one line each; only of `act`. */
  changes?(args: z.infer<S>, context: PreviewContext): readonly string[];
  run(args: z.infer<S>, context: RunContext): Promise<CheckResult>;
}

/** A check with the type of its arguments closed in. */
export interface Check {
  readonly name: string;
  readonly summary: string;
  readonly mode: 'look' | 'wait' | 'act';
  readonly effect: Effect;
  readonly needs: readonly 'cluster'[];
  readonly beforeChanges: boolean;
  readonly beside: boolean;
  readonly sets: readonly string[];
  readonly shellText: readonly string[];
  readonly schema: z.ZodObject;
  readonly example: Readonly<Record<string, unknown>>;
  describe(args: unknown, context: PreviewContext): string;
  changes(args: unknown, context: PreviewContext): readonly string[];
  /** What the session holds once it has passed. Undefined: nothing, or the arguments still lack values. */
  hold(args: unknown): Hold | undefined;
  /** Key of the hold that it gives up. */
  closes(args: unknown): string | undefined;
  run(args: unknown, context: RunContext): Promise<CheckResult>;
}

/** The answer where the values that a step was filled with are none that the check can take. */
function unfit(check: string, issues: readonly z.core.$ZodIssue[]): CheckResult {
  const observed = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const next = 'Look where the values of its arguments come from, and go back to the step that sets them';
  return {
    verdict: 'error',
    summary: `${check} can’t be run with these values: ${observed}`,
    evidence: [
      { check, result: 'error', what: 'its arguments', expected: 'values that it takes', observed, next },
    ],
  };
}

export function defineCheck<S extends z.ZodObject>(definition: CheckDefinition<S>): Check {
  const read = (args: unknown) => definition.schema.safeParse(args, interpreted);
  return {
    name: definition.name,
    summary: definition.summary,
    mode: definition.mode,
    effect: definition.effect ?? (definition.mode === 'act' ? 'change' : 'read'),
    beforeChanges: definition.beforeChanges ?? false,
    beside: definition.beside ?? false,
    sets: definition.sets ?? [],
    shellText: definition.shellText ?? [],
    needs: definition.needs,
    schema: definition.schema,
    example: definition.example,
    // A step that is not reached yet is drawn too: values that it will have by then may still be empty.
    describe: (args, context) => {
      const { data } = read(args);
      return data === undefined ? definition.name : definition.describe(data, context);
    },
    changes: (args, context) => {
      const { data } = read(args);
      return data === undefined ? [] : (definition.changes?.(data, context) ?? []);
    },
    hold: (args) => {
      const { data } = read(args);
      return definition.hold && data !== undefined ? closeIn(definition.hold, data) : undefined;
    },
    closes: (args) => {
      const { data } = read(args);
      return data === undefined ? undefined : definition.closes?.(data);
    },
    run: async (args, context) => {
      const found = read(args);
      return found.success ? definition.run(found.data, context) : unfit(definition.name, found.error.issues);
    },
  };
}
