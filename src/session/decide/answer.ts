import { ok } from '../../problem/problem.ts';
import type { Choice } from '../../steps/prompt.ts';
import type { EventOf, SessionEvent } from '../events.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import { stepState } from '../state.ts';
import { track } from '../track.ts';
import { type Deciding, type Decision, refuse } from './context.ts';
import { promptFor } from './prompt-for.ts';

/** Answers to an ask. Every field must be there; the front end has parsed the values by their types. */
export function answer(deciding: Deciding, intent: IntentOf<'answer'>): Decision {
  const asked = promptFor(deciding, 'answer');
  if (!asked.ok) return asked;
  const { planned, prompt } = asked.value;
  const given = new Set([...Object.keys(intent.values), ...intent.secrets]);
  const missing = prompt.fields.filter((field) => !given.has(field.name)).map((field) => field.name);
  if (missing.length > 0) {
    return refuse('session/answer-missing', `${planned.id} still wants: ${missing.join(', ')}`);
  }
  return ok([
    {
      type: 'step.answered',
      step: { id: planned.id, attempt: stepState(deciding.state, planned.id).attempts + 1 },
      values: { ...intent.values },
      secrets: [...intent.secrets],
      cause: 'person',
    },
  ]);
}

/** A person's choice at a decide. */
export function choose(deciding: Deciding, intent: IntentOf<'choose'>): Decision {
  const asked = promptFor(deciding, 'choose');
  if (!asked.ok) return asked;
  const { planned, prompt } = asked.value;
  const choice = prompt.choices.find(({ value }) => value === intent.value);
  if (choice === undefined) {
    const known = prompt.choices.map(({ value }) => value).join(', ');
    return refuse('session/no-such-choice', `${intent.value} is not one of: ${known}`);
  }
  return goto(deciding, planned, choice, { cause: 'person' });
}

/** Records a choice and skips the steps that it jumps over. Refused where one of them is required. */
export function goto(
  deciding: Deciding,
  planned: PlannedStep,
  choice: Choice,
  why: Pick<EventOf<'step.answered'>, 'cause' | 'inputs'>,
): Decision {
  const skipped = jumpedOver(deciding, planned, choice);
  const required = skipped.find(({ step }) => step.options.required);
  if (required !== undefined) {
    return refuse('session/required', `the choice jumps over ${required.id}, which is required`);
  }
  const name =
    deciding.kinds.get(planned.step.kind)?.sets(planned.step.config, planned.step.id)[0] ?? planned.step.id;
  const answered: SessionEvent = {
    type: 'step.answered',
    step: { id: planned.id, attempt: stepState(deciding.state, planned.id).attempts + 1 },
    values: { [name]: choice.value },
    secrets: [],
    ...(choice.goto === undefined ? {} : { goto: choice.goto }),
    ...why,
  };
  const reason = `${planned.id} chose ${choice.label}`;
  return ok([
    answered,
    ...skipped.map(({ id }): SessionEvent => ({ type: 'step.skipped', id, cause: 'decide', reason })),
  ]);
}

function jumpedOver({ plan, state }: Deciding, planned: PlannedStep, choice: Choice): readonly PlannedStep[] {
  if (choice.goto === undefined) return [];
  const steps = track(plan, state);
  const from = steps.indexOf(planned);
  const prefix = planned.id.slice(0, planned.id.length - planned.step.id.length);
  const to = steps.findIndex(({ id }) => id === `${prefix}${choice.goto}`);
  return steps.slice(from + 1, Math.max(from + 1, to));
}
