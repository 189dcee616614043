import { readFile } from 'node:fs/promises';
import { err, errorText, ok, problem, type Result } from '../../../problem/problem.ts';
import { type NamedSignoff, parseSignoffPayload } from '../../../session/log/signoff-payload.ts';

/** A request as it was read; `file` is that of the text, also where its signature was named. */
export interface ReadRequest {
  readonly file: string;
  readonly text: string;
  readonly named: NamedSignoff;
}

/** Reads what `sign-off request` wrote. */
export async function readRequest(path: string): Promise<Result<ReadRequest>> {
  const file = path.replace(/\.sig$/, '');
  const text = await readText(file);
  if (!text.ok) return text;
  const named = parseSignoffPayload(text.value);
  if (named !== undefined) return ok({ file, text: text.value, named });
  const hint = 'Give the file that `teei-runbook sign-off request` wrote, unchanged';
  return err(problem('sign/not-a-request', `${file} is no request for a sign-off.`, { hint }));
}

/** The text of a file, or why it can't be read. */
export async function readText(file: string): Promise<Result<string>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (thrown) {
    return err(problem('sign/file', `${file} can’t be read.`, { cause: errorText(thrown) }));
  }
}
