import { err, errorText, ok, problem, type Problem, type Result } from '../../problem/problem.ts';
import type { Value, Values } from '../../runbook/condition.ts';
import { readJsonPath } from '../../runbook/json-path.ts';
import type { Capture } from '../../runbook/model.ts';
import { compilePattern } from '../../runbook/pattern.ts';

/** What a step printed on stdout, as far as it was kept. */
export interface CapturedOutput {
  readonly stdout: Buffer;
  /** More was printed than was kept: nothing is captured from it. */
  readonly truncated: boolean;
}

/** Reads a file that a capture names, relative to the step's folder. Undefined: it is not there. */
export type ReadCaptureFile = (file: string) => Promise<Buffer | undefined>;

/**
 * Takes the values that a step's captures name, all of them or none. A pattern gives its first group (or
 * the whole match), a JSON path a text, number, true or false, a file its text without the last line end.
 */
export async function takeCaptures(
  captures: readonly Capture[],
  output: CapturedOutput,
  readFile: ReadCaptureFile,
): Promise<Result<Values>> {
  const values: Record<string, Value> = {};
  const problems: Problem[] = [];
  for (const capture of captures) {
    const taken = await take(capture, output, readFile);
    if (taken.ok) values[capture.name] = taken.value;
    else problems.push(...taken.problems);
  }
  return problems.length === 0 ? ok(values) : err(...problems);
}

function take(
  capture: Capture,
  output: CapturedOutput,
  readFile: ReadCaptureFile,
): Result<Value> | Promise<Result<Value>> {
  const { source } = capture;
  if (source.from === 'file') return takeFile(capture, source.file, readFile);
  if (output.truncated) {
    return err(
      problem('capture/truncated', `${capture.name}: the output is too long to capture a value from it.`, {
        hint: 'Let the command print less, or write a file to $STEP_DIR and capture that',
      }),
    );
  }
  const text = output.stdout.toString('utf8');
  return source.from === 'json'
    ? takeJson(capture, source.path, text)
    : takePattern(capture, source.pattern, text);
}

async function takeFile(capture: Capture, file: string, readFile: ReadCaptureFile): Promise<Result<Value>> {
  try {
    const content = await readFile(file);
    if (content !== undefined) return ok(content.toString('utf8').replace(/\r?\n$/, ''));
    return err(missing(capture, `the step left no file ${file} in $STEP_DIR.`));
  } catch (error) {
    return err({ ...missing(capture, `the file ${file} can’t be read.`), cause: errorText(error) });
  }
}

function takePattern(capture: Capture, pattern: string, text: string): Result<Value> {
  const found = compilePattern(pattern)?.capture(text);
  return found === undefined ? err(missing(capture, `the output has nothing like ${pattern}.`)) : ok(found);
}

function takeJson(capture: Capture, path: string, text: string): Result<Value> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return err(
      problem('capture/not-json', `${capture.name}: the output is not JSON.`, {
        hint: 'Let the command print JSON alone on stdout, such as with -o json',
        cause: parsed.cause,
      }),
    );
  }
  const found = readJsonPath(parsed.value, path);
  if (found === undefined || found === null)
    return err(missing(capture, `the output has no value at ${path}.`));
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return ok(found);
  const kind = Array.isArray(found) ? 'a list' : 'an object';
  return err(
    problem('capture/not-a-value', `${capture.name}: at ${path} is ${kind}, and no single value.`, {
      hint: 'Name a text, number, true or false inside it',
    }),
  );
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; cause: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, cause: errorText(error) };
  }
}

function missing(capture: Capture, what: string): Problem {
  return problem('capture/missing', `${capture.name}: ${what}`, {
    hint: 'Look at the output of the step, and at its capture in the runbook',
  });
}
