import * as z from 'zod';
import { errorText } from '../../problem/problem.ts';
import { readJsonPath } from '../../runbook/json-path.ts';
import { compilePattern } from '../../runbook/pattern.ts';
import { templateNames } from '../../runbook/template.ts';
import type { Evidence, Verdict } from '../outcome.ts';

/** A pattern in RE2 syntax. One that holds a template is looked at when it is filled. */
export const patternSchema = z
  .string()
  .refine((text) => templateNames({ text }).length > 0 || compilePattern(text) !== undefined, {
    error: 'must be a pattern in RE2 syntax',
  });

/** What a text can be held against, as keys of a check. */
export const textAssertions = {
  contains: z.string().min(1).optional(),
  'not-contains': z.string().min(1).optional(),
  /** RE2 syntax; it may match anywhere in the text. */
  matches: patternSchema.optional(),
  /** The text of JSON at `path` must be this text, number, true or false. */
  json: z
    .strictObject({ path: z.string().min(1), equals: z.union([z.string(), z.number(), z.boolean()]) })
    .optional(),
} as const;

const assertionsSchema = z.object({
  ...textAssertions,
  /** Without the line end at its end. */
  equals: z.string().optional(),
  empty: z.boolean().optional(),
});

export type TextAssertions = z.infer<typeof assertionsSchema>;

/** The keys of an output stream: every assertion there is. */
export const outputAssertions = z.strictObject(assertionsSchema.shape);

/** A text that was looked at, of which perhaps only the first part is known. */
export interface LookedAt {
  readonly check: string;
  /** Such as `stdout`. */
  readonly what: string;
  readonly where?: string;
  readonly text: string;
  readonly truncated: boolean;
}

type Row = Pick<Evidence, 'result' | 'expected' | 'observed'>;

/** One row of evidence for every assertion, in the order of the schema. A text that was cut can't prove what is beyond. */
export function assertText(seen: LookedAt, wanted: TextAssertions): readonly Evidence[] {
  const rows = [
    wanted.contains === undefined ? undefined : contains(seen, wanted.contains),
    wanted['not-contains'] === undefined ? undefined : notContains(seen, wanted['not-contains']),
    wanted.matches === undefined ? undefined : matches(seen, wanted.matches),
    wanted.equals === undefined ? undefined : equals(seen, wanted.equals),
    wanted.empty === undefined ? undefined : empty(seen, wanted.empty),
    wanted.json === undefined ? undefined : jsonEquals(seen, wanted.json),
  ];
  const { check, what, where } = seen;
  const place = { check, what, ...(where === undefined ? {} : { where }) };
  return rows.filter((row) => row !== undefined).map((row) => ({ ...place, ...row }));
}

/** What the assertions say, one phrase each: `contains "ready"`. */
export function describeAssertions(wanted: TextAssertions): readonly string[] {
  return [
    ...(wanted.contains === undefined ? [] : [`contains ${quoted(wanted.contains)}`]),
    ...(wanted['not-contains'] === undefined ? [] : [`does not contain ${quoted(wanted['not-contains'])}`]),
    ...(wanted.matches === undefined ? [] : [`matches ${wanted.matches}`]),
    ...(wanted.equals === undefined ? [] : [`is ${quoted(wanted.equals)}`]),
    ...(wanted.empty === undefined ? [] : [wanted.empty ? 'is empty' : 'is not empty']),
    ...(wanted.json === undefined ? [] : [`${wanted.json.path} is ${JSON.stringify(wanted.json.equals)}`]),
  ];
}

/** The worst verdict of all rows: an error outweighs a fail, which outweighs an inconclusive one. */
export function worstOf(evidence: readonly Evidence[]): Verdict {
  const order = ['error', 'fail', 'inconclusive'] as const;
  return order.find((verdict) => evidence.some(({ result }) => result === verdict)) ?? 'pass';
}

function contains(seen: LookedAt, wanted: string): Row {
  return found(seen, seen.text.includes(wanted), `contains ${quoted(wanted)}`);
}

function matches(seen: LookedAt, wanted: string): Row {
  const compiled = compilePattern(wanted);
  const expected = `matches ${wanted}`;
  if (compiled === undefined)
    return { result: 'error', expected, observed: 'this is no pattern in RE2 syntax' };
  return found(seen, compiled.capture(seen.text) !== undefined, expected);
}

/** What was found is there, however the text goes on; what was not found may be beyond the cut. */
function found(seen: LookedAt, isThere: boolean, expected: string): Row {
  if (!isThere && seen.truncated) return cut(expected);
  return { result: isThere ? 'pass' : 'fail', expected, observed: isThere ? 'it does' : excerpt(seen.text) };
}

function notContains({ text, truncated }: LookedAt, wanted: string): Row {
  const expected = `does not contain ${quoted(wanted)}`;
  if (text.includes(wanted))
    return { result: 'fail', expected, observed: `it does: ${lineWith(text, wanted)}` };
  return truncated ? cut(expected) : { result: 'pass', expected, observed: 'it does not' };
}

function equals({ text, truncated }: LookedAt, wanted: string): Row {
  const expected = quoted(wanted);
  if (truncated) return cut(expected);
  return {
    result: text.replace(/\r?\n$/, '') === wanted ? 'pass' : 'fail',
    expected,
    observed: excerpt(text),
  };
}

function empty({ text }: LookedAt, wanted: boolean): Row {
  const result = (text === '') === wanted ? 'pass' : 'fail';
  return { result, expected: wanted ? 'empty' : 'not empty', observed: excerpt(text) };
}

function jsonEquals(
  { text, truncated }: LookedAt,
  { path, equals: wanted }: NonNullable<TextAssertions['json']>,
): Row {
  const expected = `${path} is ${JSON.stringify(wanted)}`;
  if (truncated) return cut(expected);
  try {
    const value = readJsonPath(JSON.parse(text), path);
    const observed =
      value === undefined ? `nothing at ${path}` : `${path} is ${excerpt(JSON.stringify(value))}`;
    return { result: value === wanted ? 'pass' : 'fail', expected, observed };
  } catch (error) {
    return { result: 'error', expected, observed: `no JSON (${errorText(error)}): ${excerpt(text)}` };
  }
}

function cut(expected: string): Row {
  return { result: 'error', expected, observed: 'too long to be looked at whole' };
}

const longest = 200;

function excerpt(text: string): string {
  const line = text.trim();
  if (line === '') return 'empty';
  return quoted(line.length > longest ? `${line.slice(0, longest)}…` : line);
}

function lineWith(text: string, wanted: string): string {
  const at = text.indexOf(wanted);
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return excerpt(text.slice(start, end < 0 ? undefined : end));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
