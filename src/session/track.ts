import type { Plan, PlannedStep } from './plan.ts';
import { isSettled, stepState, type SessionState } from './state.ts';

/** The steps that the session is walking: the main ones, or those of the branch that it entered. */
export function track(plan: Plan, state: SessionState): readonly PlannedStep[] {
  if (state.branch === undefined) return plan.main;
  return plan.branches.get(state.branch.name) ?? [];
}

/** The step at which the session stands: the first that is not settled. Undefined: all are. */
export function currentStep(plan: Plan, state: SessionState): PlannedStep | undefined {
  return track(plan, state).find((planned) => !isSettled(stepState(state, planned.id).status));
}
