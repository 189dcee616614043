import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Prompt } from '../../steps/prompt.ts';
import type { PlannedStep } from '../plan.ts';
import { fillStep } from '../fill-step.ts';
import { stepState } from '../state.ts';
import { currentStep } from '../track.ts';
import { type Deciding, kindOf, previewContext, valuesOf } from './context.ts';

export type PromptOf<T extends Prompt['kind']> = Extract<Prompt, { kind: T }>;

/** What the current step asks of a person. Undefined: nothing, or there is no current step. */
export function currentPrompt(
  deciding: Deciding,
): { readonly planned: PlannedStep; readonly prompt: Prompt } | undefined {
  const planned = currentStep(deciding.plan, deciding.state);
  if (planned === undefined) return undefined;
  const prompt = kindOf(deciding, planned).prompt(
    fillStep(planned, valuesOf(deciding)),
    previewContext(deciding),
  );
  return prompt === undefined ? undefined : { planned, prompt };
}

/** The current step with its prompt of the kind that an intent answers, or why that intent does not fit here. */
export function promptFor<T extends Prompt['kind']>(
  deciding: Deciding,
  kind: T,
): Result<{ readonly planned: PlannedStep; readonly prompt: PromptOf<T> }> {
  const current = currentPrompt(deciding);
  if (current === undefined || !isKind(current.prompt, kind)) {
    return err(problem('session/not-asked', `The current step does not ask for this (${kind}).`));
  }
  const { status } = stepState(deciding.state, current.planned.id).status;
  if (status === 'running' || status === 'interrupted') {
    return err(problem('session/running', `${current.planned.id} is ${status}.`));
  }
  return ok({ planned: current.planned, prompt: current.prompt });
}

function isKind<T extends Prompt['kind']>(prompt: Prompt, kind: T): prompt is PromptOf<T> {
  return prompt.kind === kind;
}
