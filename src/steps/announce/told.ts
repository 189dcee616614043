import { isRecord, parsedJson } from '../manifest/json.ts';
import type { ApiAnswer } from '../api/ask-api.ts';
import type { CheckResult } from '../checks/define-check.ts';
import type { Evidence } from '../outcome.ts';

/** What came of asking a system: what it gave, or the result of the step. */
export type Asked<T> =
  | { readonly kind: 'given'; readonly value: T }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

export function given<T>(value: T): Asked<T> {
  return { kind: 'given', value };
}

/** A step that passes or not by one observation. */
export function told(verdict: CheckResult['verdict'], row: Omit<Evidence, 'result'>): CheckResult {
  return { verdict, summary: `${row.what}: ${row.observed}`, evidence: [{ ...row, result: verdict }] };
}

/** An answer that is none of those that the API promises for what was asked. */
export function refusedBy(
  check: string,
  system: string,
  answer: Pick<Extract<ApiAnswer, { kind: 'answer' }>, 'status' | 'body' | 'where'>,
  expected: string,
): { readonly kind: 'unanswered'; readonly result: CheckResult } {
  const why = reasonIn(answer.body);
  const observed = `HTTP ${String(answer.status)}${why === '' ? '' : `: ${why}`}`;
  const next = `Correct what ${system} does not accept, here or in platform.yaml, then run the step again`;
  return {
    kind: 'unanswered',
    result: told('error', { check, what: system, where: answer.where, expected, observed, next }),
  };
}

const longest = 300;

/** What a server says of why, on one line: the texts of its JSON, or its words. A page is no reason. */
function reasonIn(body: string): string {
  const json = parsedJson(body);
  const words = json === undefined ? (body.trimStart().startsWith('<') ? [] : [body]) : textsOf(json);
  return words.join('; ').replaceAll(/\s+/g, ' ').trim().slice(0, longest);
}

function textsOf(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  if (Array.isArray(json)) return json.flatMap(textsOf);
  return isRecord(json) ? Object.values(json).flatMap(textsOf) : [];
}

/** The lines of a text as they are shown before it is sent, and kept in the evidence after. */
export function textLines(text: string): readonly string[] {
  return text.trimEnd().split(/\r?\n/);
}
