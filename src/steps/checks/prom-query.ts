import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import type { PreviewContext, RunContext } from '../context.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { boundKeys, describeBounds, isBounded, resolveBounds } from './prom/bounds.ts';
import { judgeQuery } from './prom/judge-query.ts';
import { queryKeys } from './prom/query-keys.ts';
import { readSamples } from './prom/samples.ts';
import { askPrometheus } from './prom/source.ts';
import { askTraffic } from './prom/traffic.ts';

const name = 'prom.query';

const schema = z.strictObject({ ...queryKeys, ...boundKeys }).refine(isBounded, {
  path: ['max'],
  error: 'needs `max`, `below` or `min`: a figure that is held against something',
});

type Args = z.infer<typeof schema>;

/** Holds a figure of Prometheus against a bound. */
export const promQuery = defineCheck({
  name,
  summary: 'Asks Prometheus for a figure, of all or for each service, and holds it against a bound.',
  mode: 'look',
  needs: [],
  schema,
  example: {
    query: '100 * sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
    name: 'error rate',
    unit: '%',
    below: 1,
    'min-traffic': { query: 'sum(rate(http_requests_total[5m]))', 'at-least': 10 },
  },
  describe: (args, context) => describeFigure(args, context),
  run: look,
});

function describeFigure(args: Args, context: PreviewContext): string {
  const each = args['for-each'] === undefined ? '' : ` for each ${args['for-each']}`;
  return `${args.name}${each} is ${describeBounds(args, args.unit, context)}`;
}

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const resolved = resolveBounds(args, context);
  if (resolved.kind === 'unknown') {
    return missing(name, `the threshold ${resolved.names.join(', ')} in platform.yaml`, 'it is not there');
  }
  const asked = await askPrometheus(name, args, '/api/v1/query', { query: args.query }, context);
  if (asked.kind === 'unanswered') return asked.result;
  const traffic = await askTraffic(name, args, context);
  if (traffic.kind === 'unanswered') return traffic.result;
  const answer = readSamples(asked.data);
  const result = judgeQuery({
    check: name,
    where: asked.where,
    query: args.query,
    name: args.name,
    unit: args.unit,
    forEach: args['for-each'],
    bounds: resolved.bounds,
    answer,
    warnings: asked.warnings,
    traffic: traffic.traffic,
    zeroTraffic: args['zero-traffic'],
    services: servicesOf(context.inventory, context.environment),
  });
  await tell(result, context);
  return result;
}

/** One line of JSON for each look, so that a later step can capture the figure. */
async function tell({ verdict, measured }: CheckResult, context: RunContext): Promise<void> {
  const figure =
    measured === undefined ? {} : { name: measured.label, value: measured.value, unit: measured.unit };
  await context.output('stdout', `${JSON.stringify({ ...figure, verdict })}\n`);
}
