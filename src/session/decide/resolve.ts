import { ok } from '../../problem/problem.ts';
import type { IntentOf } from '../intents.ts';
import { stepState } from '../state.ts';
import { currentStep } from '../track.ts';
import { fillStep } from '../fill-step.ts';
import type { PlannedStep } from '../plan.ts';
import { type Deciding, type Decision, kindOf, refuse, valuesOf } from './context.ts';

/** A person says what happened to an interrupted attempt, or how an inconclusive verification is to be taken. */
export function resolve(deciding: Deciding, intent: IntentOf<'resolve'>): Decision {
  const planned = currentStep(deciding.plan, deciding.state);
  if (planned === undefined) return refuse('session/at-end', 'There is no step left.');
  const { status } = stepState(deciding.state, planned.id);
  if (status.status !== 'interrupted' && status.status !== 'inconclusive') {
    return refuse(
      'session/not-open',
      `${planned.id} is not interrupted, and its verification was not inconclusive.`,
    );
  }
  if (intent.alive) {
    return refuse(
      'session/still-running',
      `The command of ${planned.id} still runs.`,
      'Wait for it to end, or stop it; then say what happened',
    );
  }
  if (intent.resolution === 'done' && opensHold(deciding, planned)) {
    return refuse(
      'session/hold-by-running',
      `${planned.id} takes something that this session then keeps: nobody else can have done that for it.`,
      'Retry it: what is already the session’s own is taken at once',
    );
  }
  if (intent.reason.trim() === '' && intent.resolution !== 'retry') {
    return refuse('session/no-reason', `Saying how ${planned.id} ended needs a reason: how do you know?`);
  }
  return ok([
    {
      type: 'step.resolved',
      step: { id: planned.id, attempt: status.attempt },
      resolution: intent.resolution,
      reason: intent.reason.trim(),
      ...(intent.output === undefined ? {} : { output: intent.output }),
      files: [...intent.files],
    },
  ]);
}

function opensHold(deciding: Deciding, planned: PlannedStep): boolean {
  const { config } = fillStep(planned, valuesOf(deciding));
  return kindOf(deciding, planned).hold(config) !== undefined;
}
