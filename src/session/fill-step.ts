import type { Values } from '../runbook/condition.ts';
import type { Step } from '../runbook/model.ts';
import { fillTemplates } from '../runbook/template.ts';
import type { PlannedStep } from './plan.ts';

/** The step with the `${name}` of its config filled in, as far as the values are known. */
export function fillStep(planned: PlannedStep, values: Values): Step {
  const { config } = fillTemplates(planned.step.config, values);
  return { ...planned.step, config };
}

/** Names in the step's config that have no value yet. */
export function missingValues(planned: PlannedStep, values: Values): readonly string[] {
  return fillTemplates(planned.step.config, values).missing;
}
