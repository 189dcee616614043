import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { decided, measuredOf, stoppedEarly, undecided } from './decision/answer.ts';
import type { MatrixFacts, MatrixLimits } from './decision/facts.ts';
import { lookAtRate, lookAtRates } from './decision/look-rates.ts';
import { lookAtHealth, lookAtPods } from './decision/look-services.ts';
import { type Judged, judgeMatrix } from './decision/matrix.ts';
import { advanceTimer, type Timer } from './decision/timer.ts';
import { queryKeys } from './prom/query-keys.ts';

const name = 'decision.matrix';

/** Samples of the error rate that are kept: as many as a line of bars shows. */
const mostLooks = 40;

const querySchema = z.strictObject(queryKeys);

const schema = z.strictObject({
  /** The share of all requests that fail, in percent. */
  errors: querySchema,
  /** The same for each service. */
  'errors-each': querySchema,
  /** What became of the database migration: `failed`, or anything else. */
  migration: z.string().default(''),
  /** How long the band between timer and rollback is looked into. Default: error-rate-timer-minutes. */
  timer: durationSchema.optional(),
  interval: durationSchema.default(15_000),
  /** Looks once and waits for no timer: the band between timer and rollback then says to investigate. */
  once: z.boolean().default(false),
  /** Passes whatever row fires, for later steps to go by its values. What can't be decided never passes. */
  'report-only': z.boolean().default(false),
});

type Args = z.infer<typeof schema>;

interface Limits extends MatrixLimits {
  /** Milliseconds. */
  readonly length: number;
}

/** Evaluates the rollback decision matrix on what the platform does now. */
export const decisionMatrix = defineCheck({
  name,
  summary: 'Decides by health, pods and error rates whether to roll back, all of it or one service.',
  mode: 'wait',
  needs: ['cluster'],
  sets: ['decision', 'decision-row', 'decision-text', 'failing', 'error-rate'],
  schema,
  example: {
    errors: {
      query: '100 * sum(rate(http_requests_total{status=~"5.."}[2m])) / sum(rate(http_requests_total[2m]))',
      'min-traffic': { query: 'sum(rate(http_requests_total[2m]))', 'at-least': 1 },
    },
    'errors-each': {
      'for-each': 'service',
      query:
        '100 * sum by (service) (rate(http_requests_total{status=~"5.."}[2m])) / sum by (service) (rate(http_requests_total[2m]))',
    },
  },
  describe: (args, context) => describeMatrix(args, context),
  run: decideLive,
});

function describeMatrix({ once }: Args, context: PreviewContext): string {
  const limits = limitsOf({}, context);
  if (limits.kind === 'missing') return 'what the rollback decision matrix says of the platform now';
  const { watch, timer, rollback, length } = limits.limits;
  const wait = once ? 'is looked into' : `rolls back after ${formatDuration(length)}`;
  return `error rate: from ${String(rollback)} % rolls back, from ${String(timer)} % ${wait}, from ${String(watch)} % is watched; a service that fails goes back alone`;
}

async function decideLive(args: Args, context: RunContext): Promise<CheckResult> {
  const found = limitsOf(args, context);
  if (found.kind === 'missing') {
    return missing(name, `the threshold ${found.names.join(', ')} in platform.yaml`, 'it is not there');
  }
  const { clock } = context.ports;
  const began = clock.monotonic();
  const limits = found.limits;
  let timer: Timer | undefined;
  let values: readonly (number | undefined)[] = [];
  for (;;) {
    const facts = await look(args, context);
    if (context.signal.aborted) return stoppedEarly(name, 'it was stopped');
    const judged = judgeMatrix(facts, limits);
    const final = { check: name, facts, judged, reportOnly: args['report-only'] };
    if (args.once) return decideOnce(final);
    const elapsed = Number((clock.monotonic() - began) / 1_000_000n);
    const advanced = advanceTimer(timer, judged, elapsed, limits.length);
    switch (advanced.kind) {
      case 'decided':
        return decided({ ...final, fired: advanced.fired, why: advanced.why });
      case 'unknown':
        return undecided(name, judged, facts);
      case 'waiting': {
        timer = advanced.timer;
        values = [...values, measuredOf(facts).measured?.value].slice(-mostLooks);
        context.progress({
          summary: waitingText(judged, advanced.left, limits),
          trend: { label: 'error rate', unit: '%', values },
        });
        await clock.sleep(Math.min(args.interval, advanced.left), context.signal);
      }
    }
  }
}

function decideOnce(final: {
  readonly check: string;
  readonly facts: MatrixFacts;
  readonly judged: Judged;
  readonly reportOnly: boolean;
}): CheckResult {
  const { fired } = final.judged;
  if (fired === undefined) return undecided(name, final.judged, final.facts);
  return decided({ ...final, fired, why: '' });
}

async function look(args: Args, context: RunContext): Promise<MatrixFacts> {
  const [health, down, errorRate, errorRates] = await Promise.all([
    lookAtHealth(context),
    lookAtPods(context),
    lookAtRate(name, args.errors, context),
    lookAtRates(name, args['errors-each'], context),
  ]);
  const { migration } = args;
  return { migrationFailed: migration === 'failed', migration, health, down, errorRate, errorRates };
}

function waitingText({ rows, fired }: Judged, left: number, { timer }: Limits): string {
  const rate = rows.find(({ row }) => row === 'error-rate-timer')?.observed ?? '';
  const seconds = formatDuration(Math.ceil(left / 1000) * 1000);
  const now = fired === undefined ? 'not known now' : rate;
  return `error rate ${now}: look for the cause; rolls back in ${seconds}, unless it falls below ${String(timer)} %`;
}

type FoundLimits =
  | { readonly kind: 'known'; readonly limits: Limits }
  | { readonly kind: 'missing'; readonly names: readonly string[] };

const names = {
  watch: 'error-rate-watch-percent',
  timer: 'error-rate-timer-percent',
  rollback: 'error-rate-rollback-percent',
  minutes: 'error-rate-timer-minutes',
} as const;

function limitsOf(
  { timer: given }: { readonly timer?: number | undefined },
  { inventory: { thresholds } }: PreviewContext,
): FoundLimits {
  const find = (key: string): number | undefined =>
    Object.hasOwn(thresholds, key) ? thresholds[key] : undefined;
  const watch = find(names.watch);
  const timer = find(names.timer);
  const rollback = find(names.rollback);
  const minutes = find(names.minutes);
  const length = given ?? (minutes === undefined ? undefined : minutes * 60_000);
  if (watch === undefined || timer === undefined || rollback === undefined || length === undefined) {
    const wanted = Object.values(names).filter((key) => find(key) === undefined);
    return {
      kind: 'missing',
      names: given === undefined ? wanted : wanted.filter((key) => key !== names.minutes),
    };
  }
  return { kind: 'known', limits: { watch, timer, rollback, length } };
}
