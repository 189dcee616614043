import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { valueNameSchema } from '../../runbook/values/names.ts';
import { askApi } from '../api/ask-api.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import { badFirst } from './bad-first.ts';
import { judgeDisk, judgeRate, rateOf } from './clickhouse/judge.ts';
import { readDisks, readQueryCount } from './clickhouse/read-answer.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { boundSchema } from './prom/bounds.ts';
import { limitText, resolveLimits } from './resolve-limits.ts';

const name = 'clickhouse.stats';

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml: the HTTP interface of ClickHouse. */
  endpoint: z.string().min(1).default('clickhouse'),
  user: z.string().min(1).default('default'),
  /** Name of the secret parameter that holds the password. */
  password: valueNameSchema.default('clickhouse-password'),
  'disk-below': boundSchema.default('clickhouse-disk-percent'),
  'queries-min': boundSchema.default('clickhouse-queries-minimum'),
  'queries-max': boundSchema.default('clickhouse-queries-maximum'),
  /** Time over which queries are counted. */
  window: durationSchema.default(10_000),
  timeout: durationSchema.default(10_000),
});

type Args = z.infer<typeof schema>;

/** Is ClickHouse well, by its own figures? */
export const clickhouseStats = defineCheck({
  name,
  summary: 'Every disk of ClickHouse has room, and it is asked about as often as is usual.',
  mode: 'look',
  needs: [],
  schema,
  example: { 'disk-below': 70, 'queries-min': 10, 'queries-max': 100, window: '10s' },
  describe: (args, context) =>
    `${args.endpoint}: every disk below ${limitText(args['disk-below'], '%', context)}, ${limitText(args['queries-min'], '', context)} to ${limitText(args['queries-max'], '', context)} queries a second over ${formatDuration(args.window)}`,
  run: look,
});

const disksQuery = 'SELECT name, path, free_space, total_space FROM system.disks ORDER BY name';
const countQuery =
  "SELECT sum(value) AS queries, toFloat64(now64(3)) AS at FROM system.events WHERE event = 'Query'";

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const written = { disk: args['disk-below'], least: args['queries-min'], most: args['queries-max'] };
  const resolved = resolveLimits(name, written, context);
  if (resolved.kind === 'unknown') return resolved.result;
  const { disk, least, most } = resolved.limits;
  const disks = await ask(args, disksQuery, readDisks, context);
  if (disks.kind === 'unanswered') return disks.result;
  const before = await ask(args, countQuery, readQueryCount, context);
  if (before.kind === 'unanswered') return before.result;
  await context.ports.clock.sleep(args.window, context.signal);
  const after = await ask(args, countQuery, readQueryCount, context);
  if (after.kind === 'unanswered') return after.result;
  const { where } = after;
  const rate = rateOf(before.value, after.value);
  const bounds = [
    { kind: 'min', value: least },
    { kind: 'max', value: most },
  ] as const;
  const found = badFirst(
    [...disks.value.map((each) => judgeDisk(each, disk)), judgeRate(rate, bounds)].map(
      (row): Evidence => ({ check: name, where, ...row }),
    ),
  );
  if (disks.value.length === 0 || found === undefined) {
    return fault('inconclusive', where, 'at least one disk', 'none', 'Look at system.disks of the server');
  }
  return {
    verdict: found.verdict,
    summary: `ClickHouse: ${found.evidence.map(({ what, observed }) => `${what} ${observed}`).join('; ')}`,
    evidence: found.evidence,
    ...(rate === undefined
      ? {}
      : { measured: { label: 'queries', unit: 'a second', value: Number(rate.toPrecision(4)) } }),
  };
}

type Asked<T> =
  | { readonly kind: 'value'; readonly value: T; readonly where: string }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

/** What is asked by GET can only read (https://clickhouse.com/docs/interfaces/http). */
async function ask<T>(
  { endpoint, user, password, timeout }: Args,
  query: string,
  read: (json: unknown) => T | undefined,
  context: RunContext,
): Promise<Asked<T>> {
  const given = context.secret(password) !== undefined;
  const asked = await askApi(
    {
      check: name,
      endpoint,
      system: 'ClickHouse',
      method: 'GET',
      path: `/?${new URLSearchParams({ query, default_format: 'JSON' }).toString()}`,
      headers: { 'X-ClickHouse-User': user },
      // There are users without one.
      ...(given ? { credential: { secret: password, header: 'X-ClickHouse-Key', prefix: '' } } : {}),
      timeout,
    },
    context,
  );
  if (asked.kind === 'unanswered') return asked;
  const { status, json, body, where } = asked;
  const value = status === 200 ? read(json) : undefined;
  if (value !== undefined) return { kind: 'value', value, where };
  const said =
    status === 200 ? 'no answer of its HTTP interface' : (body.trim().split('\n')[0] ?? '').slice(0, 300);
  const next =
    'Check that the endpoint in platform.yaml is the HTTP interface of ClickHouse, and the rights of its user';
  const observed = `HTTP ${status}: ${said === '' ? 'it does not say why' : said}`;
  return {
    kind: 'unanswered',
    result: fault('error', where, 'the figures of system tables', observed, next),
  };
}

function fault(
  result: 'error' | 'inconclusive',
  where: string,
  expected: string,
  observed: string,
  next: string,
): CheckResult {
  return {
    verdict: result,
    summary: `ClickHouse: ${observed}`,
    evidence: [{ check: name, result, what: 'ClickHouse', where, expected, observed, next }],
  };
}
