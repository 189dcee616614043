import type { Result } from '../../problem/problem.ts';
import { err, problem } from '../../problem/problem.ts';
import type { ProblemCode } from '../../problem/codes.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { StepKind } from '../../steps/define-step.ts';
import type { PreviewContext } from '../../steps/context.ts';
import type { SessionEvent } from '../events.ts';
import type { Plan, PlannedStep, StepKinds } from '../plan.ts';
import { currentValues, type SessionState } from '../state.ts';

/** What deciding depends on besides the intent. All of it is data or pure. */
export interface Deciding {
  readonly plan: Plan;
  readonly kinds: StepKinds;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly state: SessionState;
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

export function previewContext(deciding: Deciding): PreviewContext {
  return {
    values: currentValues(deciding.state),
    environment: deciding.environment,
    inventory: deciding.inventory,
  };
}
