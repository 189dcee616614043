import { problem, type Problem } from '../../problem/problem.ts';
import type { Value, Values } from '../../runbook/condition.ts';
import type { Capture } from '../../runbook/model.ts';
import type { Outcome } from '../../steps/outcome.ts';
import { type ReadCaptureFile, takeCaptures } from '../capture/captures.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { Attempt } from './attempt-given.ts';
import type { AttemptOutput } from './attempt-output.ts';

/** Bytes that all values of one step may take in its record, as JSON. */
const mostBytes = 16 * 1024;
const fileLimit = 1024 * 1024;

export interface CapturedValues {
  readonly outcome: Outcome;
  readonly values: Values;
  /** Names of the secrets among them; their values are in this process alone. */
  readonly secrets: readonly string[];
}

/**
 * Takes the step's captures once it has passed. One that finds nothing makes the step an error. Secrets
 * are looked for however the step ended: its output is let go only when they can be masked in it.
 */
export async function captureValues(
  attempt: Attempt,
  outcome: Outcome,
  folder: string,
  output: AttemptOutput,
): Promise<CapturedValues> {
  const { captures } = attempt.step.options;
  const read: ReadCaptureFile = (file) => attempt.deps.ports.files.read(`${folder}/${file}`, fileLimit);
  const unmasked = await maskSecrets(attempt.redactor, captures, output, read);
  if (outcome.result !== 'passed') return { outcome, values: {}, secrets: [] };
  if (unmasked !== undefined) return failed(outcome, unmasked);
  const taken = await takeCaptures(captures, output.captured(), read);
  if (!taken.ok) return failed(outcome, taken.problems[0]);
  return keep(attempt, outcome, { ...outcome.values, ...taken.value });
}

/** What can't be masked is kept back. Gives the problem of a secret that is there and can't be. */
async function maskSecrets(
  redactor: Redactor,
  captures: readonly Capture[],
  output: AttemptOutput,
  read: ReadCaptureFile,
): Promise<Problem | undefined> {
  let unmasked: Problem | undefined;
  for (const capture of captures.filter(({ secret }) => secret)) {
    const { name, source } = capture;
    const taken = await takeCaptures([capture], output.captured(), read);
    const value = taken.ok ? taken.value[name] : undefined;
    if (value === undefined) {
      if (source.from !== 'file') output.withhold();
    } else if (redactor.add(name, String(value)) === 'too-short') {
      output.withhold();
      unmasked = problem('session/secret-too-short', `The secret ${name} is too short to be masked.`, {
        hint: 'Let the command give a longer one, or take `secret: true` away',
      });
    }
  }
  return unmasked;
}

/** A value that holds a secret is one itself, whatever the runbook says of it. */
function keep(attempt: Attempt, outcome: Outcome, all: Values): CapturedValues {
  const { captures } = attempt.step.options;
  const isSecret = (name: string, value: Value): boolean =>
    captures.some((capture) => capture.name === name && capture.secret) ||
    attempt.redactor.text(String(value)) !== String(value);
  const entries = Object.entries(all);
  const secret = entries.filter(([name, value]) => isSecret(name, value));
  const values = Object.fromEntries(entries.filter(([name, value]) => !isSecret(name, value)));
  if (Buffer.byteLength(JSON.stringify(values)) > mostBytes) {
    return failed(
      outcome,
      problem('capture/too-long', 'What was captured is too long to be kept in the log.', {
        hint: 'Capture a part of it, or write a file to $STEP_DIR',
      }),
    );
  }
  for (const [name, value] of secret) {
    attempt.deps.secrets.set(name, String(value));
    attempt.redactor.add(name, String(value));
  }
  return { outcome, values, secrets: secret.map(([name]) => name) };
}

function failed(outcome: Outcome, cause: Problem | undefined): CapturedValues {
  const found = cause ?? problem('step/failed', 'A value could not be captured.');
  return {
    outcome: { ...outcome, result: 'error', summary: found.message, problem: found },
    values: {},
    secrets: [],
  };
}
