import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import { assertText, describeAssertions, textAssertions, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

/** Bytes of the file whose text is looked at; a digest is taken of up to `digestLimit`. */
const limit = 16 * 1024 * 1024;
const digestLimit = 512 * 1024 * 1024;

const schema = z.strictObject({
  path: z.string().min(1),
  /** The folder that a relative path starts from: the one the session works in, the session's, or this attempt's. */
  in: z.enum(['working-folder', 'session', 'step']).default('working-folder'),
  /** False: there must be no such file; nothing else may be asked of it then. */
  exists: z.boolean().default(true),
  'not-empty': z.boolean().optional(),
  contains: textAssertions.contains,
  'not-contains': textAssertions['not-contains'],
  matches: textAssertions.matches,
  json: textAssertions.json,
  /** Changed within this time. */
  'newer-than': durationSchema.optional(),
  /** In hex. */
  sha256: z.string().min(1).optional(),
});

type Args = z.infer<typeof schema>;

/** Holds a file against what is expected of it. */
export const file = defineCheck({
  name: 'file',
  summary: 'Verifies that a file is there, what is in it, and how old it is.',
  mode: 'look',
  needs: [],
  schema,
  example: { path: 'deploy/plan.yaml', 'not-empty': true, 'newer-than': '1h' },
  describe: (args) => {
    if (!args.exists) return `${args.path} does not exist`;
    const age = args['newer-than'];
    return [
      `${args.path} exists`,
      ...(args['not-empty'] === true ? ['is not empty'] : []),
      ...describeAssertions(args),
      ...(age === undefined ? [] : [`was changed within ${formatDuration(age)}`]),
      ...(args.sha256 === undefined ? [] : [`has SHA-256 ${args.sha256}`]),
    ].join(', ');
  },
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const path = resolve(folderOf(args, context), args.path);
  const { files, clock } = context.ports;
  const stat = await files.stat(path);
  const row = rows(path);
  const there = row(
    'exists',
    (stat !== undefined) === args.exists,
    args.exists ? 'there is such a file' : 'no such file',
    present(stat),
  );
  if (stat === undefined || !args.exists) return answer([there], path);
  if (stat.folder) return answer([row('kind', false, 'a file', 'a folder')], path);
  const age = args['newer-than'];
  const evidence: Evidence[] = [];
  if (args['not-empty'] === true)
    evidence.push(row('size', stat.size > 0, 'not empty', `${stat.size} bytes`));
  if (age !== undefined) evidence.push(ageRow(row, age, clock.now() - stat.modified));
  if (describeAssertions(args).length > 0) evidence.push(...(await textRows(args, path, stat.size, context)));
  if (args.sha256 !== undefined) evidence.push(await digestRow(args.sha256, path, stat.size, context));
  return answer([there, ...evidence], path);
}

function folderOf({ in: place }: Args, context: RunContext): string {
  switch (place) {
    case 'working-folder':
      return context.cwd;
    case 'session':
      return context.sessionDir;
    case 'step':
      return context.stepDir;
  }
}

type Row = (what: string, good: boolean, expected: string, observed: string) => Evidence;

function rows(path: string): Row {
  return (what, good, expected, observed) => ({
    check: 'file',
    result: good ? 'pass' : 'fail',
    what,
    where: path,
    expected,
    observed,
  });
}

function present(stat: { readonly size: number } | undefined): string {
  return stat === undefined ? 'no such file' : `there, ${stat.size} bytes`;
}

/** A file from the future is not taken for a fresh one. */
function ageRow(row: Row, limitMs: number, age: number): Evidence {
  const expected = `changed within ${formatDuration(limitMs)}`;
  if (age < -1000) return row('age', false, expected, `changed ${formatDuration(-age)} in the future`);
  return row(
    'age',
    age <= limitMs,
    expected,
    `changed ${formatDuration(Math.round(Math.max(0, age) / 1000) * 1000)} ago`,
  );
}

async function textRows(
  args: Args,
  path: string,
  size: number,
  context: RunContext,
): Promise<readonly Evidence[]> {
  const content = await context.ports.files.read(path, limit);
  const seen = { text: content?.toString('utf8') ?? '', truncated: size > limit || content === undefined };
  return assertText({ check: 'file', what: 'content', where: path, ...seen }, args);
}

async function digestRow(wanted: string, path: string, size: number, context: RunContext): Promise<Evidence> {
  const base = { check: 'file', what: 'SHA-256', where: path, expected: wanted.toLowerCase() } as const;
  const content = size > digestLimit ? undefined : await context.ports.files.read(path, digestLimit);
  if (content === undefined) return { ...base, result: 'error', observed: `${size} bytes can’t be read` };
  const observed = createHash('sha256').update(content).digest('hex');
  return { ...base, result: observed === base.expected ? 'pass' : 'fail', observed };
}

function answer(evidence: readonly [Evidence, ...Evidence[]], path: string): CheckResult {
  const bad = evidence.find(({ result }) => result !== 'pass');
  const good = evidence[0].observed;
  const summary = `${path}: ${bad === undefined ? good : `expected ${bad.expected}, observed ${bad.observed}`}`;
  return { verdict: worstOf(evidence), summary, evidence };
}
