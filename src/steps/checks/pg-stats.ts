import * as z from 'zod';
import { parseDatabaseAddress } from '../../runbook/values/database-address.ts';
import { durationSchema } from '../../runbook/values/duration.ts';
import { valueNameSchema } from '../../runbook/values/names.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import type { DatabaseAnswer, StatementAnswer } from '../ports/database.ts';
import { badFirst } from './bad-first.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { namedEndpoint } from './named-endpoint.ts';
import { judgeFigure, type Judged } from './pg/judge-figures.ts';
import { figureNames, statements } from './pg/statements.ts';
import { boundSchema } from './prom/bounds.ts';
import { limitText, resolveLimits } from './resolve-limits.ts';

const name = 'pg.stats';

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml: `postgresql://USER@HOST:PORT/DATABASE`. */
  endpoint: z.string().min(1).default('postgres'),
  /** Name of the secret parameter that holds the password. */
  password: valueNameSchema.default('database-password'),
  figures: z
    .array(z.enum(figureNames))
    .min(1)
    .default([...figureNames]),
  'connections-below': boundSchema.default('database-connections-percent'),
  'cache-hits-above': boundSchema.default('database-cache-hit-percent'),
  'query-below': boundSchema.default('database-query-milliseconds'),
  'min-blocks': z.int().min(1).default(10_000),
  'min-calls': z.int().min(1).default(100),
  timeout: durationSchema.default(10_000),
});

type Args = z.infer<typeof schema>;

/** Is the database well, by its own statistics? */
export const pgStats = defineCheck({
  name,
  summary: 'Connections, cache hits and the mean duration of a query of PostgreSQL are what they should be.',
  mode: 'look',
  needs: [],
  schema,
  example: { figures: ['connections', 'cache', 'queries'], 'min-blocks': 10_000 },
  describe,
  run: look,
});

function describe(args: Args, context: PreviewContext): string {
  const parts = args.figures.map((figure) => {
    switch (figure) {
      case 'connections':
        return `connections below ${limitText(args['connections-below'], '%', context)}`;
      case 'cache':
        return `cache hits above ${limitText(args['cache-hits-above'], '%', context)}`;
      case 'queries':
        return `mean duration of a query below ${limitText(args['query-below'], 'ms', context)}`;
    }
  });
  return `${args.endpoint}: ${parts.join(', ')}`;
}

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const endpoint = namedEndpoint(name, args.endpoint, context);
  if (endpoint.kind === 'unknown') return endpoint.result;
  const { url } = endpoint;
  const address = parseDatabaseAddress(url);
  if (address === undefined) return notAnAddress(args.endpoint);
  const resolved = resolveLimits(
    name,
    {
      connectionsPercent: args['connections-below'],
      cacheHitPercent: args['cache-hits-above'],
      queryMilliseconds: args['query-below'],
    },
    context,
  );
  if (resolved.kind === 'unknown') return resolved.result;
  const { figures, timeout } = args;
  const answer = await context.ports.database.ask({
    url,
    password: context.secret(args.password),
    statements: figures.map((figure) => statements[figure]),
    timeout,
    signal: context.signal,
  });
  if (answer.kind !== 'answers') return notLetIn(url, args.password, answer);
  const limits = { ...resolved.limits, minBlocks: args['min-blocks'], minCalls: args['min-calls'] };
  const judged = figures.map((figure, index) => judgeFigure(figure, answer.answers[index] ?? unsaid, limits));
  return answered(url, judged);
}

const unsaid: StatementAnswer = { kind: 'failed', code: '', reason: 'no answer to it' };

function answered(where: string, judged: readonly Judged[]): CheckResult {
  const sorted = badFirst(judged.map(({ row }) => ({ check: name, where, ...row })));
  if (sorted === undefined) return notAnAddress(where);
  const told = sorted.evidence.map(({ what, observed }) => `${what} ${observed}`);
  const watched = judged.find(({ value }) => value !== undefined);
  return {
    verdict: sorted.verdict,
    summary: `PostgreSQL: ${told.join('; ')}`,
    evidence: sorted.evidence,
    ...(watched?.value === undefined
      ? {}
      : {
          measured: {
            label: watched.row.what,
            unit: watched.figure === 'queries' ? 'ms' : '%',
            value: Number(watched.value.toPrecision(4)),
          },
        }),
  };
}

function notLetIn(
  where: string,
  secret: string,
  answer: Exclude<DatabaseAnswer, { kind: 'answers' }>,
): CheckResult {
  const observed = `no answer: ${answer.reason}`;
  // Class 28: invalid authorization; 53300: too many connections.
  const next =
    answer.kind === 'unreachable'
      ? 'Check the address in platform.yaml, the network and the VPN, then run the step again'
      : answer.code === '53300'
        ? 'No connection is left: look which application holds them, and stop or shrink it'
        : `Check the user of the endpoint and the password in ${secret}, then run the step again`;
  return fault(where, 'PostgreSQL lets this user in', observed, next);
}

function notAnAddress(endpoint: string): CheckResult {
  return fault(
    'platform.yaml',
    'postgresql://USER@HOST:PORT/DATABASE, without a password',
    `the endpoint ${endpoint} is something else`,
    'Correct the endpoint; the password belongs into the secret parameter',
  );
}

function fault(where: string, expected: string, observed: string, next: string): CheckResult {
  return {
    verdict: 'error',
    summary: `PostgreSQL: ${observed}`,
    evidence: [{ check: name, result: 'error', what: 'PostgreSQL', where, expected, observed, next }],
  };
}
