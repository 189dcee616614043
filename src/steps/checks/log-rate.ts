import * as z from 'zod';
import { compilePattern } from '../../runbook/pattern.ts';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import { several } from '../manifest/several.ts';
import { type Cluster, ClusterError } from '../ports/cluster.ts';
import { missing, unanswered } from './answers.ts';
import { patternSchema, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeLogs, type JudgedLogs, type Limits, type ServiceLogs } from './log/judge-logs.ts';
import { isAtLeast } from './log/read-level.ts';
import type { LogLine } from './log/read-lines.ts';
import { readRun, type Run, type RunLog, runsOf } from './log/read-service-logs.ts';
import { lookAtPods, type ServicePods } from './pods/service-pods.ts';
import { boundSchema, describeBounds, resolveBounds } from './prom/bounds.ts';
import { namesOf, type Target, targetsOf } from './targets.ts';

const name = 'log.rate';

/** Logs that are read at the same time: each may take some megabytes. */
const atOnce = 4;

/** Where nothing has been changed yet, and nothing is said of the time. */
const usualWindow = 5 * 60_000;

const schema = z.strictObject({
  services: servicesSchema,
  /** How far back. Absent: to the start of the session's last change, or 5m where there was none. */
  window: durationSchema.optional(),
  /** Lines of this level and graver ones count. */
  level: z.enum(['warn', 'error', 'fatal']).default('error'),
  /** Only lines in which this is found count. */
  matches: patternSchema.optional(),
  /** Lines in which one of these is found don't. */
  ignore: z.array(patternSchema).default([]),
  /** Number, or name of a threshold. Neither of the two: 0 a minute. */
  'max-per-minute': boundSchema.optional(),
  'max-share-percent': boundSchema.optional(),
  /** Lines of a service below which it is not said that all is well. */
  'min-lines': z.int().min(0).default(1),
});

type Args = z.infer<typeof schema>;

/** Do the services write more lines of trouble than they may? */
export const logRate = defineCheck({
  name,
  summary: 'Counts lines of error in the logs of all pods of the services, and shows the commonest.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { services: 'all', window: '5m', 'max-per-minute': 5, 'max-share-percent': 1 },
  describe: (args, context) => {
    const since =
      args.window === undefined ? 'since the last change' : `in the last ${formatDuration(args.window)}`;
    return `${namesOf(targetsOf(args.services, context))}: ${expectedOf(args, context)} ${since}`;
  },
  run: async (args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    const targets = targetsOf(args.services, context);
    if (cluster === undefined) return missing(name, 'a pinned cluster', 'none');
    if (targets.length === 0) return missing(name, 'services in platform.yaml', 'none');
    const limits = limitsOf(args, context);
    if ('unknown' in limits)
      return missing(name, `thresholds in platform.yaml: ${limits.unknown.join(', ')}`, 'none');
    return look(cluster, targets, args, limits, context);
  },
});

async function look(
  cluster: Cluster,
  targets: readonly Target[],
  args: Args,
  limits: Limits,
  context: RunContext,
): Promise<CheckResult> {
  const found = await lookAtPods(cluster, targets);
  if (found instanceof ClusterError) return unanswered(name, found);
  const window = windowOf(args, context);
  const matches = matcherOf(args);
  const runs = found.flatMap(runsOf);
  let done = 0;
  const logs = await several(
    runs,
    async (run) => {
      if (context.signal.aborted) return new ClusterError('timeout', 'it was stopped before');
      const log = await readRun(cluster, run, Math.max(1, Math.ceil(window / 1000)), matches);
      done += 1;
      context.progress({ summary: `${String(done)} of ${String(runs.length)} logs read` });
      return log;
    },
    atOnce,
  );
  const told = { check: name, expected: expectedOf(args, context), lines: linesOf(args) };
  const judged = found.map((service) => judgeLogs(logsOf(service, runs, logs), limits, window, told));
  return resultOf(judged);
}

function windowOf({ window }: Args, { changedAt, ports }: RunContext): number {
  if (window !== undefined) return window;
  return changedAt === undefined ? usualWindow : Math.max(1000, ports.clock.now() - Date.parse(changedAt));
}

function matcherOf({ level, matches, ignore }: Args): (line: LogLine) => boolean {
  const wanted = matches === undefined ? undefined : compilePattern(matches);
  const ignored = ignore.map((each) => compilePattern(each)).filter((each) => each !== undefined);
  return (line) =>
    isAtLeast(line.level, level) &&
    (matches === undefined || wanted?.capture(line.text) !== undefined) &&
    !ignored.some((each) => each.capture(line.text) !== undefined);
}

function logsOf(
  { service, where, found }: ServicePods,
  runs: readonly Run[],
  logs: readonly (RunLog | ClusterError | undefined)[],
): ServiceLogs {
  const own = runs
    .map((run, index) => ({ run, log: logs[index] }))
    .filter(({ run }) => run.service === service);
  return {
    service,
    where,
    isThere: found !== undefined,
    read: own.flatMap(({ log }) => (log === undefined || log instanceof ClusterError ? [] : [log])),
    unread: own.flatMap(({ run, log }) => (log instanceof ClusterError ? [{ run, error: log }] : [])),
  };
}

function resultOf(judged: readonly JudgedLogs[]): CheckResult {
  const rows = judged.map(({ row }) => row);
  const bad = rows.filter(({ result }) => result !== 'pass');
  const [first, ...rest] = [...bad, ...rows.filter(({ result }) => result === 'pass')];
  if (first === undefined) return missing(name, 'services to look at', 'none');
  const good = `${String(rows.length - bad.length)} of ${String(rows.length)} services write no more than they may`;
  const others = bad.length > 1 ? ` (and ${String(bad.length - 1)} more)` : '';
  const failing = rows.filter(({ result }) => result === 'fail').map(({ what }) => what);
  const value = judged.reduce((sum, { perMinute }) => sum + perMinute, 0);
  return {
    verdict: worstOf(rows),
    summary: bad.length === 0 ? good : `${first.what}: ${first.observed}${others}`,
    evidence: [first, ...rest],
    measured: { label: 'lines of trouble', unit: 'a minute', value: Math.round(value * 10) / 10 },
    ...(failing.length === 0 ? {} : { failing }),
  };
}

function limitsOf(args: Args, context: PreviewContext): Limits | { readonly unknown: readonly string[] } {
  const perMinute = resolveBounds({ max: perMinuteOf(args) }, context);
  const share = resolveBounds({ max: args['max-share-percent'] }, context);
  const unknown = [perMinute, share].flatMap((one) => (one.kind === 'unknown' ? one.names : []));
  if (perMinute.kind === 'unknown' || share.kind === 'unknown') return { unknown };
  return { perMinute: perMinute.bounds, share: share.bounds, least: args['min-lines'] };
}

/** Where nothing is said of how many there may be, there may be none. */
function perMinuteOf(args: Args): Args['max-per-minute'] {
  return args['max-per-minute'] ?? (args['max-share-percent'] === undefined ? 0 : undefined);
}

function linesOf({ level }: Args): string {
  return level === 'fatal' ? 'fatal' : `${level} or graver`;
}

function expectedOf(args: Args, context: PreviewContext): string {
  const perMinute = describeBounds({ max: perMinuteOf(args) }, 'a minute', context);
  const share = describeBounds({ max: args['max-share-percent'] }, '%', context);
  return `lines that are ${linesOf(args)}: ${[perMinute, share].filter(Boolean).join(', ')}`;
}
