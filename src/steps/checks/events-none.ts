import * as z from 'zod';
import { servicesOf } from '../../runbook/services.ts';
import { templateNames } from '../../runbook/template.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeEvents } from './events/judge.ts';
import { sinceOf } from './events/since.ts';
import { namesOf, targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const anyTime = { now: 0, server: 0 };
const anySession = { startedAt: new Date(0).toISOString() };

const schema = z.strictObject({
  /** A time, or a duration before now. Left out or empty: the session's last change. */
  since: z
    .string()
    .refine(
      (text) => templateNames({ text }).length > 0 || sinceOf(text, anyTime, anySession) !== undefined,
      {
        error: 'must be a time such as 2026-01-31T12:00:00Z, or a duration such as 10m',
      },
    )
    .default(''),
  /** Services whose events count. Left out: every event of the namespace does. */
  services: servicesSchema.unwrap().optional(),
  /** Reasons that are no trouble here, such as FailedGetScale. */
  ignore: z.array(z.string().min(1)).default([]),
  /** Warnings of pods that have become ready since, and probes of pods that are gone. */
  settled: z.enum(['count', 'ignore']).default('count'),
});

type Args = z.infer<typeof schema>;

/** Has the cluster warned of anything since the change? */
export const eventsNone = defineCheck({
  name: 'events.none',
  summary: 'The cluster has told no Warning event since the last change.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { since: '10m', ignore: ['FailedGetScale'] },
  describe: (args, context) => {
    const since = args.since === '' ? 'the session’s last change' : args.since;
    const of =
      args.services === undefined
        ? ''
        : ` of ${namesOf(targetsOf(args.services, context)) || 'the services'}`;
    const without = args.ignore.length === 0 ? '' : `, ${args.ignore.join(', ')} aside`;
    const open = args.settled === 'ignore' ? ' that still matters' : '';
    return `no warning${open}${of} in ${context.environment.namespace} since ${since}${without}`;
  },
  run: (args, context) => withCluster('events.none', context, (cluster) => look(args, context, cluster)),
});

async function look(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const now = context.ports.clock.now();
  const [server, { events, pods }] = await Promise.all([cluster.time(), cluster.look(['events', 'pods'])]);
  const since = sinceOf(args.since, { now, server }, context);
  if (since === undefined) return missing('events.none', 'a time or a duration in `since`', args.since);
  const { inventory, environment } = context;
  return judgeEvents({
    events,
    since,
    namespace: environment.namespace,
    known: servicesOf(inventory, environment).map(({ name, deployment }) => ({ service: name, deployment })),
    asked: args.services === undefined ? undefined : targetsOf(args.services, context),
    ignore: args.ignore,
    pods: args.settled === 'ignore' ? pods : undefined,
  });
}
