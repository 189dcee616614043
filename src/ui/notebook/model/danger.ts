import type { Effect } from '../../../runbook/model.ts';
import { kindOf } from '../../../session/decide/context.ts';
import type { PlannedStep } from '../../../session/plan.ts';
import type { SessionReader } from './session-reader.ts';

/** What a step does to the world. */
export function effectOf({ deps }: SessionReader, planned: PlannedStep): Effect {
  return kindOf(deps, planned).effect(planned.step.config, planned.step.body);
}

/** True for a step that changes something in production: before the first one the namespace is typed. */
export function changesProduction(reader: SessionReader, planned: PlannedStep): boolean {
  return reader.state.environment.production && effectOf(reader, planned) === 'change';
}

/** True for a step that changes production, or that wants a person's consent in any environment. */
export function isDangerous(reader: SessionReader, planned: PlannedStep): boolean {
  return planned.step.options.confirm || changesProduction(reader, planned);
}
