import { ok } from '../../problem/problem.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import { isSettled, stepState, type StepState } from '../state.ts';
import { currentStep, track } from '../track.ts';
import { type Deciding, type Decision, kindOf, refuse } from './context.ts';
import { failedStep } from './failed-step.ts';
import { noSuchStep, refuseSkip } from './refuse-move.ts';

/** Passes over the current step, for a reason that is kept. Passing over a failure is going on after it. */
export function skip(deciding: Deciding, intent: IntentOf<'skip'>): Decision {
  const planned = currentStep(deciding.plan, deciding.state);
  if (planned === undefined) return refuse('session/at-end', 'There is no step left to skip.');
  const { status } = stepState(deciding.state, planned.id).status;
  if (status === 'running') return refuse('session/running', `${planned.id} is running: stop it first.`);
  if (status === 'interrupted') {
    return refuse('session/interrupted', `${planned.id} was interrupted: say what happened first.`);
  }
  if (status === 'failed')
    return continueAfterFailure(deciding, { intent: 'continue', reason: intent.reason });
  return refuseSkip(deciding, planned) ?? skipped(planned, 'person', intent.reason);
}

function skipped(planned: PlannedStep, cause: 'person', reason: string): Decision {
  if (reason.trim() === '') {
    return refuse('session/no-reason', `Skipping ${planned.id} needs a reason.`, 'Type: skip REASON');
  }
  return ok([{ type: 'step.skipped', id: planned.id, cause, reason: reason.trim() }]);
}

/** Goes on although the current step failed. The session then can't end as completed. */
export function continueAfterFailure(deciding: Deciding, intent: IntentOf<'continue'>): Decision {
  const failed = failedStep(deciding);
  if (failed === undefined) return refuse('session/not-failed', 'The current step has not failed.');
  const { planned, status } = failed;
  const { onFailure, required } = planned.step.options;
  if (onFailure === 'stop' || required) {
    return refuse('session/required', `${planned.id} must pass: retry it, or end the session.`);
  }
  if (deciding.kinds.get(planned.step.kind)?.kind === 'approval') {
    return refuse('session/required', `${planned.id} is an approval: nobody can go on without it.`);
  }
  if (intent.reason.trim() === '')
    return refuse('session/no-reason', 'Going on after a failure needs a reason.');
  return ok([
    {
      type: 'step.continued',
      step: { id: planned.id, attempt: status.attempt },
      cause: onFailure === 'continue' ? 'annotation' : 'person',
      reason: intent.reason.trim(),
    },
  ]);
}

/** True where `on-failure: continue` speaks. Of a failure alone: what was inconclusive, or is still to be ticked, is for a person. */
export function goesOnByItself({ step }: PlannedStep, { status }: StepState): boolean {
  const { onFailure, required } = step.options;
  return onFailure === 'continue' && !required && status.status === 'failed';
}

/** Back to an earlier step: later sign-offs, approvals and captures are void; what was done stays done. */
export function back(deciding: Deciding, intent: IntentOf<'back'>): Decision {
  const { plan, state } = deciding;
  const steps = track(plan, state);
  const to = steps.findIndex(({ id }) => id === intent.to);
  const current = currentStep(plan, state);
  const at = current === undefined ? steps.length : steps.indexOf(current);
  if (to < 0) return noSuchStep(intent.to, steps);
  if (to >= at) return refuse('session/not-earlier', `${intent.to} is not before the current step.`);
  if (steps.some(({ id }) => stepState(state, id).status.status === 'running')) {
    return refuse('session/running', 'A step is running: stop it first.');
  }
  if (current !== undefined && stepState(state, current.id).status.status === 'interrupted') {
    return refuse('session/interrupted', `${current.id} was interrupted: say what happened first.`);
  }
  const voided = steps.slice(to).filter((planned) => mayVoid(deciding, planned));
  return ok([
    { type: 'session.went-back', to: intent.to, voided: voided.map(({ id }) => id), reason: intent.reason },
  ]);
}

/** A snapshot of what was before stays once something was changed: it can't be taken again. */
function mayVoid(deciding: Deciding, planned: PlannedStep): boolean {
  const { state } = deciding;
  const { status } = stepState(state, planned.id);
  if (status.status === 'pending') return false;
  const snapshot = kindOf(deciding, planned).beforeChanges(planned.step.config);
  return !(snapshot && state.changed && isSettled(status));
}
