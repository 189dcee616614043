import { err, problem, type Result } from '../../problem/problem.ts';
import type { Value } from '../../runbook/condition.ts';
import { parseParameterValue } from '../../runbook/values/parse-value.ts';
import type { Session } from '../../session/engine/session.ts';
import type { AnswerField } from '../../steps/prompt.ts';

/** Answers the questions of the current step; what is not said takes the field's default. Problems: one does not fit. */
export async function answerFields(
  session: Session,
  texts: Readonly<Record<string, string>>,
): Promise<Result<void>> {
  const { prompt } = session;
  if (prompt?.kind !== 'answer') return err(problem('test/script', 'The step asks for no values.'));
  const values: Record<string, Value> = {};
  const secrets = new Map<string, string>();
  for (const field of prompt.fields) {
    const read = readField(session, field, texts[field.name] ?? field.default);
    if (!read.ok) return read;
    if (field.type === 'secret') secrets.set(field.name, String(read.value));
    else values[field.name] = read.value;
  }
  for (const [name, value] of secrets) {
    session.deps.secrets.set(name, value);
    session.redactor.add(name, value);
  }
  return session.dispatch({ intent: 'answer', values, secrets: [...secrets.keys()] });
}

function readField(
  { current }: Session,
  { name, type, values, pattern }: AnswerField,
  text: string | undefined,
): Result<Value> {
  if (text === undefined || current === undefined) {
    const hint = `Add it to the answer: { answer: { ${name}: … } }`;
    return err(problem('test/script', `The script has no value for ${name}.`, { hint }));
  }
  const { span } = current.step;
  const parameter = {
    name,
    type,
    values,
    span,
    optional: false,
    ...(pattern === undefined ? {} : { pattern }),
  };
  return parseParameterValue(parameter, text, { services: [] });
}
