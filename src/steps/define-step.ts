import type { z } from 'zod';
import type { Values } from '../runbook/condition.ts';
import { interpreted } from '../runbook/interpreted.ts';
import type { Effect, Step } from '../runbook/model.ts';
import type { BlockType, ShapeProblem, StepShape } from '../runbook/step-shape.ts';
import type { PreviewContext, RunContext, ShellContext } from './context.ts';
import type { Hold } from './hold.ts';
import type { Outcome } from './outcome.ts';
import type { ShellSetup } from './ports/shell.ts';
import type { Preview } from './preview.ts';
import type { Choice, Prompt } from './prompt.ts';

/** A step with its config as the kind's own type. */
export interface TypedStep<C> {
  readonly step: Step;
  readonly config: C;
}

/** What the author of a step kind writes. Optional members have the careful default. */
export interface StepDefinition<S extends z.ZodObject> {
  readonly kind: string;
  /** One line for the docs, `schema` and the palette. */
  readonly summary: string;
  readonly blocks: readonly BlockType[];
  readonly schema: S;
  /** A whole runbook that uses the kind well; the contract suite parses, lints, plans and walks it. */
  readonly example: string;
  effect(config: z.infer<S>, body: string): Effect;
  /** What the operator sees before it happens. */
  preview(step: TypedStep<z.infer<S>>, context: PreviewContext): Preview;
  /** What a person must give. Undefined: nobody is asked, the step runs. */
  prompt?(step: TypedStep<z.infer<S>>, context: PreviewContext): Prompt;
  /** What the engine carries out. Absent: the person's answer settles the step. */
  readonly run?: (step: TypedStep<z.infer<S>>, context: RunContext) => Promise<Outcome>;
  /**
   * The one shell that `run` starts, where all that `run` does is done by that shell once it has been let go. The
   * engine may then have it started ahead of time.
   */
  readonly shell?: (step: TypedStep<z.infer<S>>, context: ShellContext) => ShellSetup;
  /** True when this config gives `run` something to do; absent: always. */
  runs?(config: z.infer<S>): boolean;
  verifies?(config: z.infer<S>): boolean;
  check?(config: z.infer<S>, body: string): readonly ShapeProblem[];
  /** In a few words, for a step that is given no title: its question, its check. */
  about?(config: z.infer<S>): string | undefined;
  runbooks?(config: z.infer<S>): readonly string[];
  steps?(config: z.infer<S>): readonly string[];
  sets?(config: z.infer<S>, id: string): readonly string[];
  /** True when it talks to the cluster by itself (a check or an action, not a command). */
  needsCluster?(config: z.infer<S>): boolean;
  /** True when it may not run once a step that changes something has started. */
  beforeChanges?(config: z.infer<S>): boolean;
  /** True when it only tells people or systems beside what the runbook is about. */
  beside?(config: z.infer<S>): boolean;
  /** True when it does no more than look and runs no text of the runbook: nobody has to read it before it runs. */
  byItself?(config: z.infer<S>): boolean;
  /** What the session holds once it has passed (a lock). */
  hold?(config: z.infer<S>): Hold | undefined;
  /** Key of the hold that it has given up when it passes. */
  closes?(config: z.infer<S>): string | undefined;
  /** The choice that conditions make by themselves, or what is missing to make it (decide). */
  choose?(step: TypedStep<z.infer<S>>, values: Values): Chosen;
}

/** What a decide's conditions came to. `person`: no condition holds or a value is missing, so somebody chooses. */
export type Chosen =
  | { readonly by: 'condition'; readonly choice: Choice; readonly inputs: Values }
  | { readonly by: 'person' };

/** A kind with its config's type closed in: every member takes the plain step. */
export interface StepKind extends StepShape {
  readonly example: string;
  preview(step: Step, context: PreviewContext): Preview;
  prompt(step: Step, context: PreviewContext): Prompt | undefined;
  needsCluster(config: Step['config']): boolean;
  beforeChanges(config: Step['config']): boolean;
  /** What the session keeps and gives up at its end, once a step with this config has passed. */
  hold(config: Step['config']): Hold | undefined;
  /** Key of the hold that a step with this config gives up. */
  closes(config: Step['config']): string | undefined;
  /** Whether a step with this config has an effect of its own. */
  runs(config: Step['config']): boolean;
  choose(step: Step, values: Values): Chosen | undefined;
  /** Undefined: the kind has no effect of its own. */
  readonly run: ((step: Step, context: RunContext) => Promise<Outcome>) | undefined;
  /** The one shell that `run` starts. Undefined: `run` does something before, or without one. */
  readonly shell: ((step: Step, context: ShellContext) => ShellSetup) | undefined;
}

/**
 * Makes a step kind of its definition. A config is parsed by the kind's own schema when it is first used, so
 * that the types need no cast.
 */
export function defineStep<S extends z.ZodObject>(definition: StepDefinition<S>): StepKind {
  const read = new WeakMap<object, z.infer<S>>();
  const typed = (config: Step['config']): z.infer<S> => {
    const known = read.get(config) ?? definition.schema.parse(config, interpreted);
    read.set(config, known);
    return known;
  };
  const { run, shell } = definition;
  return {
    kind: definition.kind,
    summary: definition.summary,
    blocks: definition.blocks,
    schema: definition.schema,
    example: definition.example,
    effect: (config, body) => definition.effect(typed(config), body),
    verifies: (config) => definition.verifies?.(typed(config)) ?? false,
    check: (config, body) => definition.check?.(typed(config), body) ?? [],
    about: (config) => definition.about?.(typed(config)),
    runbooks: (config) => definition.runbooks?.(typed(config)) ?? [],
    steps: (config) => definition.steps?.(typed(config)) ?? [],
    sets: (config, id) => definition.sets?.(typed(config), id) ?? [],
    needsCluster: (config) => definition.needsCluster?.(typed(config)) ?? false,
    beforeChanges: (config) => definition.beforeChanges?.(typed(config)) ?? false,
    byItself: (config) => definition.byItself?.(typed(config)) ?? false,
    beside: (config) => definition.beside?.(typed(config)) ?? false,
    hold: (config) => definition.hold?.(typed(config)),
    closes: (config) => definition.closes?.(typed(config)),
    runs: (config) => run !== undefined && (definition.runs?.(typed(config)) ?? true),
    choose: (step, values) => definition.choose?.({ step, config: typed(step.config) }, values),
    preview: (step, context) => definition.preview({ step, config: typed(step.config) }, context),
    prompt: (step, context) => definition.prompt?.({ step, config: typed(step.config) }, context),
    run: run && ((step, context) => run({ step, config: typed(step.config) }, context)),
    shell: shell && ((step, context) => shell({ step, config: typed(step.config) }, context)),
  };
}
