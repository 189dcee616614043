import type { Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import type { Value } from '../../../runbook/condition.ts';
import { parseParameterValue } from '../../../runbook/values/parse-value.ts';
import type { PlannedStep } from '../../../session/plan.ts';
import type { AnswerField, Prompt } from '../../../steps/prompt.ts';
import type { Field } from '../../form/form.ts';
import { line } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { cancelled, stay } from './outcome.ts';

type AnswerPrompt = Extract<Prompt, { kind: 'answer' }>;
type ChoosePrompt = Extract<Prompt, { kind: 'choose' }>;

/** Asks what the step wants to know, in one form. */
export async function answer(context: PerformContext, prompt: AnswerPrompt): Promise<Performed> {
  const { session, dialogs } = context;
  const planned = session.current;
  if (planned === undefined) return cancelled;
  const filled = await dialogs.form({
    title: planned.step.title,
    body: [line(visibleText(prompt.question))],
    fields: prompt.fields.map((field) => formField(planned, field)),
    submit: 'Answer',
    danger: false,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const values: Record<string, Value> = {};
  const secrets: string[] = [];
  for (const field of prompt.fields) {
    const parsed = read(planned, field, filled.values[field.name] ?? '');
    if (!parsed.ok) return parsed;
    if (field.type === 'secret') {
      session.deps.secrets.set(field.name, String(parsed.value));
      session.redactor.add(field.name, String(parsed.value));
      secrets.push(field.name);
    } else values[field.name] = parsed.value;
  }
  return stay(session.dispatch({ intent: 'answer', values, secrets }));
}

/** Lets the operator choose the way. */
export async function choose(context: PerformContext, prompt: ChoosePrompt): Promise<Performed> {
  const chosen = await context.dialogs.menu({
    title: visibleText(prompt.question),
    body: [],
    items: prompt.choices.map(({ value, label, goto }) => ({
      id: value,
      label: visibleText(label),
      ...(goto === undefined ? {} : { hint: `goes on with ${goto}` }),
    })),
    danger: false,
    cancel: 'Not now',
  });
  return chosen === undefined
    ? cancelled
    : stay(context.session.dispatch({ intent: 'choose', value: chosen }));
}

function formField(planned: PlannedStep, field: AnswerField): Field {
  const choices = field.type === 'boolean' ? ['true', 'false'] : field.values;
  return {
    name: field.name,
    label: visibleText(field.label),
    kind: field.type === 'secret' ? 'secret' : choices.length > 0 ? 'choice' : 'text',
    choices,
    initial: field.default ?? '',
    ...(field.type === 'string' || choices.length > 0 ? {} : { hint: field.type }),
    check: (text) => {
      const parsed = read(planned, field, text);
      return parsed.ok ? undefined : (parsed.problems[0]?.message ?? 'That does not fit.');
    },
  };
}

/** What is wrong is told under the name that the operator sees, the label. */
function read({ step }: PlannedStep, field: AnswerField, text: string): Result<Value> {
  const { label, type, values, pattern } = field;
  const parameter = { name: visibleText(label), type, values, optional: false, span: step.span };
  return parseParameterValue({ ...parameter, ...(pattern === undefined ? {} : { pattern }) }, text, {
    services: [],
  });
}
