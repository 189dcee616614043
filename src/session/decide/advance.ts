import { ok } from '../../problem/problem.ts';
import { evaluateCondition } from '../../runbook/conditions/evaluate.ts';
import type { SessionEvent } from '../events.ts';
import { currentStep, track } from '../track.ts';
import { stepState } from '../state.ts';
import type { PlannedStep } from '../plan.ts';
import { goto } from './answer.ts';
import { type Deciding, type Decision, kindOf, refuse, valuesOf } from './context.ts';

/**
 * What follows by itself on arriving at the current step: it is skipped where its `when` does not hold,
 * chosen where a decide's conditions choose, and the session ends after the last step. No events: a
 * person (or the unattended loop) has to act.
 */
export function advance(deciding: Deciding): Decision {
  const { plan, state } = deciding;
  const planned = currentStep(plan, state);
  if (planned === undefined) return end(deciding);
  if (stepState(state, planned.id).status.status !== 'pending') return ok([]);
  return skipByWhen(deciding, planned) ?? chooseByCondition(deciding, planned) ?? ok([]);
}

function skipByWhen(deciding: Deciding, planned: PlannedStep): Decision | undefined {
  const { when } = planned.step.options;
  if (when === undefined) return undefined;
  const result = evaluateCondition(when, valuesOf(deciding));
  if (result.holds !== false) return undefined;
  return ok([
    {
      type: 'step.skipped',
      id: planned.id,
      cause: 'when',
      reason: 'its condition does not hold',
      inputs: { ...result.inputs },
    },
  ]);
}

function chooseByCondition(deciding: Deciding, planned: PlannedStep): Decision | undefined {
  const chosen = kindOf(deciding, planned).choose(planned.step, valuesOf(deciding));
  if (chosen?.by !== 'condition') return undefined;
  const decided = goto(deciding, planned, chosen.choice, {
    cause: 'condition',
    inputs: { ...chosen.inputs },
  });
  // A way that can't be gone (over a required step) must not lock the session: a person chooses.
  return decided.ok ? decided : undefined;
}

/** A branch that an adopted runbook no longer has was not carried out. */
function end(deciding: Deciding): Decision {
  const { branch } = deciding.state;
  if (branch !== undefined && !deciding.plan.branches.has(branch.name)) {
    return refuse(
      'session/no-branch',
      `This session is in ${branch.name}, which its runbook names no longer.`,
      'Resume it with its own copy of the runbook, or abort it',
    );
  }
  return ok([ending(deciding)]);
}

function ending({ plan, state }: Deciding): SessionEvent {
  const continued = track(plan, state).filter(({ id }) => stepState(state, id).status.status === 'continued');
  const wentOn = `went on after a failure of ${continued.map(({ id }) => id).join(', ')}`;
  if (state.branch !== undefined) {
    const done = `${state.branch.name} was carried out`;
    const reason = continued.length === 0 ? done : `${done}, but it ${wentOn}`;
    return { type: 'session.ended', outcome: 'rolled-back', reason };
  }
  if (continued.length === 0) return { type: 'session.ended', outcome: 'completed' };
  return { type: 'session.ended', outcome: 'failed', reason: wentOn };
}
