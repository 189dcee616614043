import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { askApi } from '../api/ask-api.ts';
import type { RunContext } from '../context.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { readConsumers, type Consumer } from './nats/consumers.ts';
import { judgeConsumers } from './nats/judge-consumers.ts';
import { boundSchema } from './prom/bounds.ts';
import { limitText, resolveLimits } from './resolve-limits.ts';

const name = 'nats.lag';

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml: the monitoring port of NATS. */
  endpoint: z.string().min(1).default('nats'),
  /** Streams that are looked at. Left out: all. */
  streams: z.array(z.string().min(1)).default([]),
  below: boundSchema.default('consumer-lag-messages'),
  /** Time between the two samples of a look. */
  window: durationSchema.default(15_000),
  /** Percent of what comes in by which less may be processed. */
  'tolerance-percent': z.number().min(0).max(100).default(10),
  /** Messages that must come in within the window, so that its rates are compared. */
  'min-messages': z.int().min(1).default(100),
  timeout: durationSchema.default(10_000),
});

type Args = z.infer<typeof schema>;

/** Do the consumers of JetStream keep up? */
export const natsLag = defineCheck({
  name,
  summary: 'No consumer of NATS JetStream lags, is stuck, or processes less than comes in.',
  mode: 'look',
  needs: [],
  schema,
  example: { window: '15s', below: 1000 },
  describe: (args, context) => {
    const which = args.streams.length === 0 ? 'every consumer' : `consumers of ${args.streams.join(', ')}`;
    const lag = limitText(args.below, 'messages', context);
    return `${which} of ${args.endpoint}: fewer than ${lag} wait, and it goes on within ${formatDuration(args.window)}`;
  },
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const resolved = resolveLimits(name, { lagBelow: args.below }, context);
  if (resolved.kind === 'unknown') return resolved.result;
  const before = await sample(args, context);
  if (before.kind === 'unanswered') return before.result;
  await context.ports.clock.sleep(args.window, context.signal);
  const after = await sample(args, context);
  if (after.kind === 'unanswered') return after.result;
  const { where } = after;
  const judged = judgeConsumers({
    check: name,
    where,
    before: before.consumers,
    after: after.consumers,
    lagBelow: resolved.limits.lagBelow,
    tolerance: args['tolerance-percent'],
    minMessages: args['min-messages'],
  });
  const next =
    'Check the endpoint and `streams`: a server tells of the consumers that it holds itself; or skip the step with the reason that there are none';
  return judged ?? told('inconclusive', where, 'at least one consumer', 'none', next);
}

type Sampled =
  | { readonly kind: 'sample'; readonly consumers: readonly Consumer[]; readonly where: string }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

async function sample({ endpoint, streams, timeout }: Args, context: RunContext): Promise<Sampled> {
  const path = '/jsz?accounts=true&streams=true&consumers=true&limit=10000';
  const system = 'NATS';
  const asked = await askApi({ check: name, endpoint, system, method: 'GET', path, timeout }, context);
  if (asked.kind === 'unanswered') return asked;
  const { status, json, where } = asked;
  const read = status === 200 ? readConsumers(json) : ({ kind: 'none-of-nats' } as const);
  switch (read.kind) {
    case 'known': {
      const isMeant = (consumer: Consumer): boolean =>
        streams.length === 0 ||
        streams.some((stream) => consumer.name.replace(/^.*: /, '').startsWith(`${stream} > `));
      return { kind: 'sample', consumers: read.consumers.filter(isMeant), where };
    }
    case 'none-of-nats': {
      const observed = `HTTP ${status}, and no answer of its monitoring`;
      const next = 'Check that the endpoint in platform.yaml is the monitoring port of NATS, such as 8222';
      return { kind: 'unanswered', result: told('error', where, 'an answer of /jsz', observed, next) };
    }
    case 'disabled': {
      const next = 'Ask a server that runs JetStream, or skip the step with the reason that there is none';
      const result = told('inconclusive', where, 'JetStream', 'this server runs without JetStream', next);
      return { kind: 'unanswered', result };
    }
  }
}

function told(
  result: 'error' | 'inconclusive',
  where: string,
  expected: string,
  observed: string,
  next: string,
): CheckResult {
  return {
    verdict: result,
    summary: `NATS: ${observed}, where ${expected} is expected`,
    evidence: [{ check: name, result, what: 'consumers of NATS', where, expected, observed, next }],
  };
}
