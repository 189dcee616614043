import type { z } from 'zod';
import type { Effect } from './model.ts';

/** The blocks of Markdown that can hold a step of a kind. */
export type BlockType = 'item' | 'shell' | 'yaml';

/**
 * What the parser and `lint` need to know of a step kind. `steps/` supplies one for each kind, so that
 * this folder depends on none of them.
 */
export interface StepShape {
  readonly kind: string;
  readonly summary: string;
  readonly blocks: readonly BlockType[];
  /** Strict: the kind's own keys only, kebab-case; the common keys are the parser's. */
  readonly schema: z.ZodObject;
  /** What a step with this (valid) config does to the world. */
  effect(config: Readonly<Record<string, unknown>>, body: string): Effect;
  /** True when a step with this config confirms that an earlier change worked. */
  verifies(config: Readonly<Record<string, unknown>>): boolean;
  /**
   * Whether a step with this config only tells people or systems beside what the runbook is about: its own answer says
   * that it worked.
   */
  beside(config: Readonly<Record<string, unknown>>): boolean;
  /** Whether a step with this config may run before anybody has read it: it looks, and runs no text of the runbook. */
  byItself(config: Readonly<Record<string, unknown>>): boolean;
  /** Problems that the schema can't see, such as an unknown check name. Each with the path of the key it is about. */
  check(config: Readonly<Record<string, unknown>>, body: string): readonly ShapeProblem[];
  /** What a step with this config is about, in a few words: its question, its check. Undefined: its body says it. */
  about(config: Readonly<Record<string, unknown>>): string | undefined;
  /** Other runbooks that the step names (include). */
  runbooks(config: Readonly<Record<string, unknown>>): readonly string[];
  /** Step ids that the step names (decide's goto). */
  steps(config: Readonly<Record<string, unknown>>): readonly string[];
  /** Values that the step sets (ask, decide), so that later references to them are known. */
  sets(config: Readonly<Record<string, unknown>>, id: string): readonly string[];
}

export interface ShapeProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
}

/** The closed list of kinds, by name. */
export type StepShapes = ReadonlyMap<string, StepShape>;
