import { err, ok, type Result } from '../../problem/problem.ts';
import type { SessionEvent } from '../events.ts';
import type { IntentOf } from '../intents.ts';
import type { Plan, PlannedStep, StepKinds } from '../plan.ts';
import { isSettled, stepState, type StepStatus } from '../state.ts';
import { track } from '../track.ts';
import { type Deciding, type Decision, refuse } from './context.ts';
import { noSuchStep, refuseSkip } from './refuse-move.ts';

/** Records the steps before `step` as skipped. Only at the very start of a session. */
export function startFrom(deciding: Deciding, intent: IntentOf<'start-from'>): Decision {
  const steps = track(deciding.plan, deciding.state);
  if (steps.some(({ id }) => isBegun(stepState(deciding.state, id).status))) {
    return refuse('session/not-at-start', 'A step of this session has already been begun.');
  }
  const open = (planned: PlannedStep): boolean => !isSettled(stepState(deciding.state, planned.id).status);
  const passed = stepsBefore(deciding, steps, intent.step, open);
  if (!passed.ok) return passed;
  const reason = `started from ${intent.step}`;
  return ok(
    passed.value.map(({ id }): SessionEvent => ({ type: 'step.skipped', id, cause: 'from', reason })),
  );
}

/** Whether a session of this plan may start from a step, asked before there is a session. */
export function mayStartFrom(plan: Plan, kinds: StepKinds, step: string): Result<void> {
  const passed = stepsBefore({ kinds }, plan.main, step, () => true);
  return passed.ok ? ok(undefined) : err(...passed.problems);
}

/** The open steps that are passed over, or why one of them can't be. */
function stepsBefore(
  deciding: { readonly kinds: StepKinds },
  steps: readonly PlannedStep[],
  step: string,
  open: (planned: PlannedStep) => boolean,
): Result<readonly PlannedStep[]> {
  const at = steps.findIndex(({ id }) => id === step);
  const refused = at < 0 ? noSuchStep(step, steps) : undefined;
  if (refused?.ok === false) return refused;
  const passed = steps.slice(0, at).filter(open);
  for (const planned of passed) {
    const refusal = refuseSkip(deciding, planned);
    if (refusal?.ok === false) return refusal;
  }
  return ok(passed);
}

function isBegun({ status }: StepStatus): boolean {
  return status !== 'pending' && status !== 'skipped' && status !== 'answered';
}
