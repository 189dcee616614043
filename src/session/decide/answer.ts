import { ok } from '../../problem/problem.ts';
import type { AnswerField, Choice } from '../../steps/prompt.ts';
import type { EventOf, SessionEvent } from '../events.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import { stepState } from '../state.ts';
import { track } from '../track.ts';
import { type Deciding, type Decision, mustPass, refuse } from './context.ts';
import { promptFor } from './prompt-for.ts';

/** Answers to an ask. Every field must be there; the front end has parsed the values by their types. */
export function answer(deciding: Deciding, intent: IntentOf<'answer'>): Decision {
  const asked = promptFor(deciding, 'answer');
  if (!asked.ok) return asked;
  const { planned, prompt } = asked.value;
  const isGiven = ({ name, type }: AnswerField): boolean =>
    type === 'secret' ? intent.secrets.includes(name) : Object.hasOwn(intent.values, name);
  const missing = prompt.fields.filter((field) => !isGiven(field)).map(({ name }) => name);
  if (missing.length > 0) {
    return refuse('session/answer-missing', `${planned.id} still wants: ${missing.join(', ')}.`);
  }
  const isAsked = (name: string): boolean => prompt.fields.some((field) => field.name === name);
  return ok([
    {
      type: 'step.answered',
      step: { id: planned.id, attempt: stepState(deciding.state, planned.id).attempts + 1 },
      values: Object.fromEntries(Object.entries(intent.values).filter(([name]) => isAsked(name))),
      secrets: intent.secrets.filter(isAsked),
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
    return refuse('session/no-such-choice', `${intent.value} is not one of: ${known}.`);
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
  if (skipped === undefined) {
    return refuse(
      'session/no-such-step',
      `${planned.id} leads to ${choice.goto}, and no later step is called so.`,
    );
  }
  const required = skipped.find((each) => mustPass(deciding, each));
  if (required !== undefined) {
    const rule = required.step.options.required ? 'which is required' : 'which is an approval';
    return refuse('session/required', `The choice jumps over ${required.id}, ${rule}.`);
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

/** Undefined: the goal does not lie ahead. An include has no step of its own: its first one is the goal. */
function jumpedOver(
  { plan, state }: Deciding,
  planned: PlannedStep,
  choice: Choice,
): readonly PlannedStep[] | undefined {
  if (choice.goto === undefined) return [];
  const prefix = planned.id.slice(0, planned.id.length - planned.step.id.length);
  const goal = `${prefix}${choice.goto}`;
  const steps = track(plan, state);
  const ahead = steps.slice(steps.indexOf(planned) + 1);
  const to = ahead.findIndex(({ id }) => id === goal || id.startsWith(`${goal}.`));
  return to < 0 ? undefined : ahead.slice(0, to);
}
