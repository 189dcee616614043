import { errorText } from '../../problem/problem.ts';
import type { Condition, Values } from '../../runbook/condition.ts';
import { describeCondition } from '../../runbook/conditions/describe.ts';
import { conditionNames, evaluateCondition } from '../../runbook/conditions/evaluate.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { Effect, OnFailure } from '../../runbook/model.ts';
import { variableName } from '../../runbook/values/names.ts';
import { fillStep, missingValues } from '../../session/fill-step.ts';
import type { Plan, PlannedStep, StepKinds } from '../../session/plan.ts';
import type { StepKind } from '../../steps/define-step.ts';
import type { Preview } from '../../steps/preview.ts';

/** What a plan is resolved with. Nothing in it can run anything. */
export interface PlanInput {
  readonly plan: Plan;
  readonly kinds: StepKinds;
  readonly inventory: Inventory;
  readonly environment: Environment;
  /** False: nobody has said yet which environment; the one above only stands for it, as production. */
  readonly environmentChosen: boolean;
  /** Values of parameters as far as they are known; never a secret's. */
  readonly values: Values;
}

/** When a step is walked: its condition in words, and what it comes to with the values known now. */
export interface PlannedCondition {
  readonly text: string;
  readonly verdict: 'holds' | 'does not hold' | 'open';
}

/** One step as it would be walked. */
export interface DescribedStep {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** The runbook that it comes from, where it is included. */
  readonly runbook: string;
  readonly effect: Effect;
  readonly when?: PlannedCondition;
  readonly preview: Preview;
  /** Roles that may approve, or that are expected to know. */
  readonly roles: readonly string[];
  readonly captures: readonly { readonly name: string; readonly secret: boolean }[];
  readonly onFailure: OnFailure;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly required: boolean;
  readonly auto: boolean;
  readonly confirm: boolean;
  /** Names of values that the step uses and that are not known yet. */
  readonly open: readonly string[];
}

export interface DescribedPlan {
  readonly input: PlanInput;
  readonly steps: readonly DescribedStep[];
  readonly branches: readonly { readonly runbook: string; readonly steps: readonly DescribedStep[] }[];
}

/** Resolves every step of a plan as far as the values go; what is not known yet stands there as `$NAME`. */
export function describePlan(input: PlanInput): DescribedPlan {
  const all = [...input.plan.branches.values()].flat();
  return {
    input,
    steps: describeTrack(input.plan.main, [], input),
    branches: [...input.plan.branches].map(([runbook, steps]) => ({
      runbook,
      steps: describeTrack(steps, [...input.plan.main, ...all], input),
    })),
  };
}

/** `before`: steps that may have been walked already, and may have set values. */
function describeTrack(
  steps: readonly PlannedStep[],
  before: readonly PlannedStep[],
  input: PlanInput,
): readonly DescribedStep[] {
  const changeable = new Set([
    ...before.flatMap((planned) => valuesSetBy(planned, input)),
    ...stillAsked(input),
  ]);
  return steps.map((planned, index) => {
    const described = describeStep(planned, index + 1, { ...input, changeable });
    for (const name of valuesSetBy(planned, input)) changeable.add(name);
    return described;
  });
}

/** Parameters that somebody will be asked for, or that come from a secret's source. */
function stillAsked({ plan, values }: PlanInput): readonly string[] {
  return plan.parameters
    .filter(({ name, type, optional }) => type === 'secret' || (!optional && !Object.hasOwn(values, name)))
    .map(({ name }) => name);
}

function valuesSetBy({ step, id }: PlannedStep, { kinds }: PlanInput): readonly string[] {
  const own = id.slice(id.lastIndexOf('.') + 1);
  const set = kinds.get(step.kind)?.sets(step.config, own) ?? [];
  return [...set, ...step.options.captures.map(({ name }) => name), `${own}-dir`];
}

/** A plan's input as one step finds it. */
interface StepInput extends PlanInput {
  /** Values that are not settled before the session begins, or that an earlier step may set anew. */
  readonly changeable: ReadonlySet<string>;
}

/** Values that every session has, as far as they are known before one. */
function knownValues({ environment, environmentChosen, values }: PlanInput): Values {
  if (!environmentChosen) return values;
  const { name, production, namespace } = environment;
  return { ...values, environment: name, production, namespace };
}

function describeStep(planned: PlannedStep, number: number, input: StepInput): DescribedStep {
  const { step } = planned;
  const kind = input.kinds.get(step.kind);
  if (kind === undefined) throw new Error(`no such step kind: ${step.kind}`);
  const known = knownValues(input);
  const open = missingValues(planned, known);
  const placeholders = Object.fromEntries(open.map((name) => [name, `$${variableName(name)}`]));
  const values = { ...placeholders, ...known };
  const { when, timeout, onFailure, required, confirm, auto = false, captures } = step.options;
  const prompt = tryPrompt(kind, planned, values, input);
  return {
    number,
    id: planned.id,
    kind: step.kind,
    title: step.title,
    runbook: planned.runbook,
    effect: kind.effect(step.config, step.body),
    ...(when === undefined ? {} : { when: toCondition(when, known, input.changeable) }),
    preview: tryPreview(kind, planned, values, input),
    roles: prompt,
    captures: captures.map(({ name, secret }) => ({ name, secret })),
    onFailure,
    ...(timeout === undefined ? {} : { timeout }),
    required,
    auto,
    confirm,
    open,
  };
}

/** A condition is only told as settled where nothing that it reads can change before it is reached. */
function toCondition(when: Condition, known: Values, changeable: ReadonlySet<string>): PlannedCondition {
  const text = describeCondition(when);
  const { holds } = evaluateCondition(when, known);
  if (holds === 'missing' || conditionNames(when).some((name) => changeable.has(name)))
    return { text, verdict: 'open' };
  return { text, verdict: holds ? 'holds' : 'does not hold' };
}

/** A placeholder may be refused where a number belongs; the step is then told without its details. */
function tryPreview(kind: StepKind, planned: PlannedStep, values: Values, input: PlanInput): Preview {
  try {
    return kind.preview(fillStep(planned, values), { ...input, values });
  } catch (thrown) {
    const value = `known once its values are (${errorText(thrown).split('\n')[0] ?? ''})`;
    return { action: kind.summary, changes: [], verifies: [], facts: [{ label: 'details', value }] };
  }
}

function tryPrompt(
  kind: StepKind,
  planned: PlannedStep,
  values: Values,
  input: PlanInput,
): readonly string[] {
  try {
    const prompt = kind.prompt(fillStep(planned, values), { ...input, values });
    if (prompt?.kind === 'approve') return prompt.roles;
    return prompt?.kind === 'attest' && prompt.role !== undefined ? [prompt.role] : [];
  } catch {
    // The preview of the same step says why.
    return [];
  }
}
