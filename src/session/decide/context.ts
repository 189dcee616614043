import type { Result } from '../../problem/problem.ts';
import { err, problem } from '../../problem/problem.ts';
import type { ProblemCode } from '../../problem/codes.ts';
import type { Values } from '../../runbook/condition.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { StepKind } from '../../steps/define-step.ts';
import type { PreviewContext } from '../../steps/context.ts';
import type { SessionEvent } from '../events.ts';
import type { Plan, PlannedStep, StepKinds } from '../plan.ts';
import type { SessionState } from '../state.ts';
import { allValues } from '../values.ts';

/** What deciding depends on besides the intent. All of it is data or pure. */
export interface Deciding {
  readonly plan: Plan;
  readonly kinds: StepKinds;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly state: SessionState;
  /** The session's folder, absolute: step folders are values. */
  readonly folder: string;
}

export type Decision = Result<readonly SessionEvent[]>;

export function refuse(code: ProblemCode, message: string, hint?: string): Decision {
  return err(problem(code, message, hint === undefined ? {} : { hint }));
}

/** The kind of a planned step. The parser lets only known kinds through, so an unknown one is our own fault. */
export function kindOf(deciding: { readonly kinds: StepKinds }, planned: PlannedStep): StepKind {
  const kind = deciding.kinds.get(planned.step.kind);
  if (kind === undefined) throw new Error(`no such step kind: ${planned.step.kind}`);
  return kind;
}

/** True for a step that can't be skipped, jumped over or gone past after a failure. */
export function mustPass(deciding: { readonly kinds: StepKinds }, planned: PlannedStep): boolean {
  return planned.step.options.required || kindOf(deciding, planned).kind === 'approval';
}

export function previewContext(deciding: Deciding): PreviewContext {
  return {
    values: valuesOf(deciding),
    environment: deciding.environment,
    inventory: deciding.inventory,
  };
}

export function valuesOf(deciding: Deciding): Values {
  return allValues(deciding.state, deciding.folder);
}
