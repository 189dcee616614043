import type { PlannedStep } from '../plan.ts';
import { stepState, type StepStatus } from '../state.ts';
import { currentStep } from '../track.ts';
import type { Deciding } from './context.ts';

type Failed = Extract<StepStatus, { status: 'failed' | 'inconclusive' }>;

/** The current step, where it failed or could not be told. */
export function failedStep({
  plan,
  state,
}: Pick<Deciding, 'plan' | 'state'>): { readonly planned: PlannedStep; readonly status: Failed } | undefined {
  const planned = currentStep(plan, state);
  if (planned === undefined) return undefined;
  const { status } = stepState(state, planned.id);
  return status.status === 'failed' || status.status === 'inconclusive' ? { planned, status } : undefined;
}
