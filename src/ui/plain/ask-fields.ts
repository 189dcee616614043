import { err, ok, problem, type Result, type Span } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { Value } from '../../runbook/condition.ts';
import { parseParameterValue } from '../../runbook/values/parse-value.ts';
import type { AnswerField, Prompt } from '../../steps/prompt.ts';
import type { PlainContext } from './context.ts';

type AnswerPrompt = Extract<Prompt, { kind: 'answer' }>;

/** Asks field by field until each has a value that fits, and gives the answers to the session. */
export async function askFields(context: PlainContext, prompt: AnswerPrompt): Promise<Result<void>> {
  const { session, screen } = context;
  const span = session.current?.step.span;
  if (span === undefined) return ok(undefined);
  const values: Record<string, Value> = {};
  const secrets: string[] = [];
  for (const field of prompt.fields) {
    const answer = await askField(context, field, span);
    if (answer === undefined) {
      screen.line('  nothing was answered');
      return err(
        problem('ui/no-answer', 'The questions were left unanswered.', { hint: 'Enter asks again' }),
      );
    }
    if (field.type === 'secret') {
      session.deps.secrets.set(field.name, String(answer));
      session.redactor.add(field.name, String(answer));
      secrets.push(field.name);
    } else values[field.name] = answer;
  }
  return session.dispatch({ intent: 'answer', values, secrets });
}

async function askField(context: PlainContext, field: AnswerField, span: Span): Promise<Value | undefined> {
  const choices = field.values.length === 0 ? field.type : field.values.join(' | ');
  const standard = field.default === undefined ? '' : `, Enter: ${field.default}`;
  for (;;) {
    const answer = await context.lines.ask(`  ${field.label} (${choices}${standard}): `, {
      hidden: field.type === 'secret',
    });
    if (answer.kind !== 'line') return undefined;
    const text = answer.text === '' ? (field.default ?? '') : answer.text;
    const parsed = parseParameterValue(
      {
        name: visibleText(field.label),
        type: field.type,
        optional: false,
        values: field.values,
        span,
        ...(field.pattern === undefined ? {} : { pattern: field.pattern }),
      },
      text,
      { services: [] },
    );
    if (parsed.ok) return parsed.value;
    context.screen.problems(parsed.problems);
  }
}
