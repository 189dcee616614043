import * as z from 'zod';
import { durationOrValueSchema, durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { Step } from '../../runbook/model.ts';
import {
  callNeedsCluster,
  checkProblems,
  describeCall,
  shellTextProblems,
  toOutcome,
  tryCall,
  type CheckCall,
} from '../checks/call.ts';
import type { CheckResult } from '../checks/define-check.ts';
import { findCheck } from '../checks/registry.ts';
import type { Progress, RunContext } from '../context.ts';
import { defineStep, type TypedStep } from '../define-step.ts';
import type { Outcome } from '../outcome.ts';
import { inTime, repeat } from '../verify/repeat.ts';

const limit = z.int().min(0);

const schema = z.strictObject({
  /** Name of a check of the catalogue, such as rollout.wait. */
  check: z.string(),
  with: z.record(z.string(), z.unknown()).default({}),
  /** Time between two looks. */
  interval: durationSchema.optional(),
  'initial-delay': durationSchema.optional(),
  /** How many looks; absent: until it passes or the step's timeout is over (without one: as many as must pass in a row). */
  count: z.int().min(1).optional(),
  /** Instead of a count: looks by the interval for at least this long, first and last look included. */
  for: durationOrValueSchema.optional(),
  'consecutive-success': z.int().min(1).default(1),
  'failure-limit': limit.default(0),
  'inconclusive-limit': limit.default(0),
  'consecutive-error-limit': limit.default(4),
});

type Config = z.infer<typeof schema>;

/** Looks whether something is so, once or until it is. Changes nothing. */
export const verify = defineStep({
  kind: 'verify',
  summary: 'Looks whether something is so: pass, fail, inconclusive or error, with evidence.',
  blocks: ['yaml', 'shell'],
  schema,
  example: `# Verify

\`\`\`yaml step
kind: verify
id: shell
check: command
with: { run: "echo ready", stdout: { contains: ready } }
\`\`\`
`,
  about,
  effect: () => 'read',
  preview: ({ step, config }, context) => ({
    ...(step.body === '' ? {} : { command: step.body }),
    changes: [],
    verifies: [describeCall(call(step, config), context)],
    facts: [{ label: 'check', value: config.check }, ...repetition(step, config)],
  }),
  run: runVerify,
  verifies: () => true,
  byItself: (config) => config.check !== 'command',
  check: (config, body) => [
    ...checkProblems(withBody(config, body), [], ['look', 'wait']),
    ...shellTextProblems(config, []),
    ...((config.count ?? Number.POSITIVE_INFINITY) < config['consecutive-success']
      ? [{ path: ['count'], message: 'fewer looks than consecutive-success asks for: it could never pass' }]
      : []),
    ...(config.for !== undefined && config.count !== undefined
      ? [{ path: ['for'], message: 'can not stand beside `count`: each of them says when it is enough' }]
      : []),
    ...(body !== '' && config.check !== 'command'
      ? [{ path: ['check'], message: 'a verify above a shell block takes the check `command`' }]
      : []),
  ],
  sets: ({ check }) => findCheck(check)?.sets ?? [],
  needsCluster: ({ check }) => callNeedsCluster({ check, with: {} }),
});

/** The check and what it looks at; of shell text, the text itself. */
function about({ check, with: { run, url, path } }: Config): string | undefined {
  if (check === 'command') return typeof run === 'string' ? run : undefined;
  const subject = [url, path].find((each) => typeof each === 'string');
  return subject === undefined ? check : `${check} ${subject}`;
}

function repetition(step: Step, config: Config): readonly { label: string; value: string }[] {
  const { interval, count, for: over } = config;
  const { timeout } = step.options;
  return [
    ...(count === undefined ? [] : [{ label: 'looks', value: String(count) }]),
    ...(interval === undefined ? [] : [{ label: 'every', value: formatDuration(interval) }]),
    ...(over === undefined
      ? []
      : [{ label: 'for', value: typeof over === 'number' ? formatDuration(over) : over }]),
    ...(timeout === undefined ? [] : [{ label: 'for at most', value: formatDuration(timeout) }]),
  ];
}

function call(step: Step, config: Config): CheckCall {
  return withBody(config, step.body);
}

/** Above a shell block, the block is what the check runs. */
function withBody(config: Config, body: string): CheckCall {
  return { check: config.check, with: body === '' ? config.with : { ...config.with, run: body } };
}

async function runVerify({ step, config }: TypedStep<Config>, context: RunContext): Promise<Outcome> {
  const wanted = call(step, config);
  const initialDelay = config['initial-delay'];
  if (initialDelay !== undefined) await context.ports.clock.sleep(initialDelay, context.signal);
  if (context.signal.aborted) return toOutcome(notLooked(config.check), context.signal);
  if (findCheck(config.check)?.mode === 'wait') {
    return toOutcome(inTime(await tryCall(wanted, context), context.signal), context.signal);
  }
  const interval = config.interval ?? usualInterval;
  const looks = looksOf(config, interval);
  const watch = watcher(looks);
  const result = await repeat(() => tryCall(wanted, context), {
    policy: {
      count: looks ?? (step.options.timeout === undefined ? config['consecutive-success'] : undefined),
      consecutiveSuccess: config['consecutive-success'],
      failureLimit: config['failure-limit'],
      inconclusiveLimit: config['inconclusive-limit'],
      consecutiveErrorLimit: config['consecutive-error-limit'],
    },
    interval,
    clock: context.ports.clock,
    signal: context.signal,
    onLook: (look, number) => context.progress(watch(look, number)),
  });
  return toOutcome(result, context.signal);
}

/** Milliseconds between two looks where nothing else is said. */
const usualInterval = 2_000;

/** As many looks as it takes to look for a while: the first at its beginning, the last at its end. */
function looksOf({ count, for: over }: Config, interval: number): number | undefined {
  if (typeof over !== 'number') return count;
  return Math.ceil(over / Math.max(1, interval)) + 1;
}

/** Looks that are kept of a figure: as many as a line of bars shows. */
const mostLooks = 40;

/** What is told of each look: its summary, and the figures that the last looks came to. */
function watcher(looks: number | undefined): (look: CheckResult, number: number) => Progress {
  let values: readonly (number | undefined)[] = [];
  let figure: CheckResult['measured'];
  return (look, number) => {
    figure = look.measured ?? figure;
    values = [...values, look.measured?.value].slice(-mostLooks);
    return {
      summary: `look ${number}${looks === undefined ? '' : ` of ${looks}`}: ${look.summary}`,
      ...(figure === undefined ? {} : { trend: { label: figure.label, unit: figure.unit, values } }),
    };
  };
}

function notLooked(check: string): CheckResult {
  const summary = 'stopped before the first look';
  return {
    verdict: 'error',
    summary,
    evidence: [{ check, result: 'error', what: 'the verification', expected: 'a look', observed: summary }],
  };
}
