import * as z from 'zod';
import { formatDuration } from '../../runbook/values/duration.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';

const schema = z.strictObject({ name: z.string().min(1).default('response') });

/** Stops a clock, and keeps whether it was in time. Too late is a fact, and stops nothing. */
export const clockStop = defineCheck({
  name: 'clock.stop',
  summary: 'Stops a clock that clock.start has started, and keeps whether it was in time.',
  mode: 'act',
  needs: [],
  effect: 'read',
  sets: ['in-time'],
  schema,
  example: { name: 'response' },
  describe: ({ name }) => `the clock ${name} is stopped`,
  changes: () => ['nothing but what the screen shows'],
  run: (args, context) => Promise.resolve(stop(args, context)),
});

function stop({ name }: z.infer<typeof schema>, context: RunContext): CheckResult {
  const deadline = context.deadlines.find(({ key }) => key === name);
  if (deadline === undefined) return missing('clock.stop', `a clock ${name} that runs`, 'none does');
  const left = Date.parse(deadline.at) - context.ports.clock.now();
  const span = formatDuration(Math.ceil(Math.abs(left) / 1000) * 1000);
  const inTime = left >= 0;
  const observed = `${deadline.label}: ${inTime ? `in time, ${span} before` : `${span} after`} ${deadline.at.slice(11, 19)} UTC`;
  const evidence = {
    check: 'clock.stop',
    result: inTime ? 'pass' : 'fail',
    what: `clock ${name}`,
    expected: `by ${deadline.at.slice(11, 19)} UTC`,
    observed,
  } as const;
  return {
    verdict: 'pass',
    summary: observed,
    evidence: [evidence],
    values: { 'in-time': inTime },
    meets: { key: name, observed },
  };
}
