import * as z from 'zod';
import { templateNames } from '../../runbook/template.ts';
import { servicesOf } from '../../runbook/services.ts';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { RunContext } from '../context.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeCompare, type Limits, limitsText } from './prom/judge-compare.ts';
import { queryKeys } from './prom/query-keys.ts';
import { readSamples } from './prom/samples.ts';
import { type Figures, figuresOf } from './prom/series.ts';
import { askPrometheus } from './prom/source.ts';
import { askTraffic } from './prom/traffic.ts';

const name = 'prom.compare';
const limit = z.number().optional();

/** A figure, or the template that a captured one is filled into. */
const baseline = z.union([
  z.number(),
  z.string().refine((text) => isFigure(text) || templateNames({ text }).length > 0, {
    error: 'must be a number, such as one that was captured before',
  }),
]);

const schema = z
  .strictObject({
    ...queryKeys,
    /** How long ago the figure is taken that this one is held against. */
    offset: durationSchema.optional(),
    /** The figure that this one is held against, such as one that was captured before a deployment. */
    baseline: baseline.optional(),
    'max-ratio': limit,
    'min-ratio': limit,
    'max-difference': limit,
  })
  .refine((args) => (args.offset === undefined) !== (args.baseline === undefined), {
    path: ['offset'],
    error: 'needs either `offset` or `baseline`',
  })
  .refine((args) => args.baseline === undefined || args['for-each'] === undefined, {
    path: ['baseline'],
    error: 'is one figure: it can not stand beside `for-each`',
  })
  .refine((args) => limitsText(limitsOf(args), '') !== '', {
    path: ['max-ratio'],
    error: 'needs `max-ratio`, `min-ratio` or `max-difference`',
  });

type Args = z.infer<typeof schema>;

/** Holds a figure of Prometheus against what it was. */
export const promCompare = defineCheck({
  name,
  summary: 'Asks Prometheus for a figure and holds it against what it was before.',
  mode: 'look',
  needs: [],
  schema,
  example: {
    query: 'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
    name: 'latency p95',
    unit: 's',
    offset: '1h',
    'max-ratio': 1.5,
  },
  describe: (args) => `${args.name} is ${limitsText(limitsOf(args), args.unit)} ${beforeOf(args)}`,
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const now = await figuresAt(args, undefined, context);
  if (now.kind === 'unanswered') return now.result;
  const before = await figuresBefore(args, context);
  if (before.kind === 'unanswered') return before.result;
  const traffic = await askTraffic(name, args, context);
  if (traffic.kind === 'unanswered') return traffic.result;
  return judgeCompare({
    check: name,
    where: now.where,
    query: args.query,
    name: args.name,
    unit: args.unit,
    limits: limitsOf(args),
    now: now.figures,
    before: before.figures,
    beforeIs: beforeOf(args),
    warnings: [...now.warnings, ...before.warnings],
    traffic: traffic.traffic,
    zeroTraffic: args['zero-traffic'],
    services: servicesOf(context.inventory, context.environment),
  });
}

type Looked =
  | {
      readonly kind: 'figures';
      readonly figures: Figures;
      readonly warnings: readonly string[];
      readonly where: string;
    }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

async function figuresBefore(args: Args, context: RunContext): Promise<Looked> {
  if (args.baseline === undefined) return figuresAt(args, args.offset, context);
  if (!isFigure(args.baseline)) {
    const result = missing(name, 'a baseline that is a number', `${args.baseline}`);
    return { kind: 'unanswered', result };
  }
  const value = Number(args.baseline);
  const figure = { what: args.name, key: undefined, value, text: String(value) };
  return { kind: 'figures', figures: { kind: 'figures', figures: [figure] }, warnings: [], where: '' };
}

/** Prometheus takes another moment than its own by the clock of this machine, in seconds. */
async function figuresAt(args: Args, ago: number | undefined, context: RunContext): Promise<Looked> {
  const time = ago === undefined ? {} : { time: String((context.ports.clock.now() - ago) / 1000) };
  const asked = await askPrometheus(name, args, '/api/v1/query', { query: args.query, ...time }, context);
  if (asked.kind === 'unanswered') return asked;
  const read = readSamples(asked.data);
  const figures: Figures =
    read.kind === 'other'
      ? { kind: 'none', observed: `a ${read.type}` }
      : figuresOf(read.samples, args.name, args['for-each']);
  return { kind: 'figures', figures, warnings: asked.warnings, where: asked.where };
}

interface WrittenLimits {
  readonly 'max-ratio'?: number | undefined;
  readonly 'min-ratio'?: number | undefined;
  readonly 'max-difference'?: number | undefined;
}

function limitsOf(args: WrittenLimits): Limits {
  return { maxRatio: args['max-ratio'], minRatio: args['min-ratio'], maxDifference: args['max-difference'] };
}

function beforeOf({ offset }: { readonly offset?: number | undefined }): string {
  return offset === undefined ? 'before' : `${formatDuration(offset)} ago`;
}

function isFigure(text: string | number): boolean {
  return typeof text === 'number' || (text.trim() !== '' && Number.isFinite(Number(text)));
}
