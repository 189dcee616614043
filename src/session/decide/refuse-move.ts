import { suggestion } from '../../runbook/suggest.ts';
import type { PlannedStep, StepKinds } from '../plan.ts';
import { type Decision, mustPass, refuse } from './context.ts';

/** Why a step can't be skipped or jumped over; undefined: it can. */
export function refuseSkip(
  deciding: { readonly kinds: StepKinds },
  planned: PlannedStep,
): Decision | undefined {
  if (!mustPass(deciding, planned)) return undefined;
  const why = planned.step.options.required ? 'it is required' : 'it is an approval';
  return refuse('session/required', `${planned.id} can't be skipped: ${why}.`);
}

export function noSuchStep(id: string, steps: readonly PlannedStep[]): Decision {
  const known = steps.map((planned) => planned.id);
  return refuse('session/no-such-step', `There is no step ${id}.`, suggestion(id, known));
}
