import { fillTemplates } from '../runbook/template.ts';
import type { Step } from '../runbook/model.ts';
import type { PlannedStep } from './plan.ts';
import { currentValues, type SessionState } from './state.ts';

/** The step with the `${name}` of its config filled in, as far as the values are known. */
export function fillStep(planned: PlannedStep, state: SessionState): Step {
  const { config } = fillTemplates(planned.step.config, currentValues(state));
  return { ...planned.step, config };
}

/** Names in the step's config that have no value yet. */
export function missingValues(planned: PlannedStep, state: SessionState): readonly string[] {
  return fillTemplates(planned.step.config, currentValues(state)).missing;
}
