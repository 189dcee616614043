import { join } from 'node:path';
import * as z from 'zod';
import { defineCheck, type CheckResult } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';

const schema = z.strictObject({
  file: z
    .string()
    .regex(/^[a-z0-9-]+\.md$/, { error: 'must be a plain name, such as post-mortem.md' })
    .default('post-mortem.md'),
});

/** Writes the session's post-mortem into the step's folder. */
export const postMortemWrite = defineCheck({
  name: 'post-mortem.write',
  summary:
    'Writes a post-mortem from the log: timeline, impact, actions, decisions, evidence, open questions.',
  mode: 'act',
  needs: [],
  effect: 'read',
  schema,
  example: { file: 'post-mortem.md' },
  describe: ({ file }) => `${file} tells this session from its log, up to here`,
  changes: () => ['writes a file into the session’s folder'],
  run: write,
});

async function write({ file }: z.infer<typeof schema>, context: RunContext): Promise<CheckResult> {
  const check = 'post-mortem.write';
  const made = await context.ports.reports.postMortem(context.sessionDir);
  const where = join(context.stepDir, file);
  const row = { check, what: 'the post-mortem', where, expected: 'a document made of the log' } as const;
  if (!made.ok) {
    const observed = made.problems[0]?.message ?? 'the log can’t be read';
    const next = 'Look at the log: teei-runbook sessions verify';
    return { verdict: 'error', summary: observed, evidence: [{ ...row, result: 'error', observed, next }] };
  }
  await context.ports.files.write(where, context.redact(made.value));
  const observed = `${String(made.value.split('\n').length)} lines`;
  return {
    verdict: 'pass',
    summary: `${where}: ${observed}`,
    evidence: [{ ...row, result: 'pass', observed }],
  };
}
