import * as z from 'zod';
import { formatDuration } from '../../runbook/values/duration.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { boundSchema, describeBounds, resolveBounds } from '../checks/prom/bounds.ts';
import type { RunContext } from '../context.ts';

const schema = z.strictObject({
  /** What the clock is stopped by. */
  name: z.string().min(1).default('response'),
  /** What has to happen until it runs out. */
  label: z.string().min(1).default('respond'),
  /** Minutes, or the name of a threshold of platform.yaml. */
  within: boundSchema,
  /** Counted from the beginning of the session, or from now. */
  from: z.enum(['session', 'now']).default('session'),
});

/** Starts a clock that the screen shows until a later step stops it. */
export const clockStart = defineCheck({
  name: 'clock.start',
  summary: 'Starts a clock that runs on the screen until clock.stop: how soon something has to happen.',
  mode: 'act',
  needs: [],
  effect: 'read',
  schema,
  example: { within: 'response-minutes-sev-1' },
  describe: ({ label, within, from }, context) =>
    `the clock runs: ${label} within ${describeBounds({ max: within }, 'minutes', context).replace('at most ', '')}, counted from ${from === 'now' ? 'now' : 'the start of the session'}`,
  changes: () => ['nothing but what the screen shows'],
  run: (args, context) => Promise.resolve(start(args, context)),
});

function start({ name, label, within, from }: z.infer<typeof schema>, context: RunContext): CheckResult {
  const check = 'clock.start';
  const resolved = resolveBounds({ max: within }, context);
  const [bound] = resolved.kind === 'known' ? resolved.bounds : [];
  if (bound === undefined) {
    return missing(check, `the threshold ${String(within)} in platform.yaml`, 'it is not there');
  }
  if (bound.value <= 0) return missing(check, 'a number of minutes above zero', String(bound.value));
  const minutes = bound.value * 60_000;
  const begin = from === 'now' ? context.ports.clock.now() : Date.parse(context.startedAt);
  const at = new Date(begin + minutes).toISOString();
  const observed = `${label} by ${at.slice(11, 19)} UTC, within ${formatDuration(minutes)}`;
  return {
    verdict: 'pass',
    summary: observed,
    evidence: [{ check, result: 'pass', what: `clock ${name}`, expected: 'a time', observed }],
    deadline: { key: name, label, at },
  };
}
